import { clientTabs, html, type Html } from '../../platform/index.ts';
import { clientConfiguration } from './client-configuration.ts';

/** What to paste where: one tab for each client. */
export const useIt = (url: string, token: string): Html =>
  html`<section>
    <h2>Use it</h2>
    <p class="note">The connector dialog of claude.ai takes a URL, not a pasted token. <a href="/">Connect by URL</a> instead.</p>
    ${clientTabs(clientConfiguration(url, token), token)}
  </section>`;
