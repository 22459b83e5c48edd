import { html } from 'hono/html';
import type { Html } from './page.ts';

interface Person {
  readonly name: string;
  readonly roles: readonly string[];
}

/** Who is logged in. The name only: what else Entra tells of a person is nobody's business on a screen. */
export const personLine = ({ name, roles }: Person): Html =>
  html`<p class="lead who"><bdi>${name.slice(0, 120)}</bdi>${roles.map((role) => html`<span class="badge">${role}</span>`)}</p>`;
