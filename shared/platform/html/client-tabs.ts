import { html } from 'hono/html';
import { copyable } from './parts.ts';
import type { Html } from './page.ts';

export interface Snippet {
  /** Unique on the page. */
  readonly id: string;
  /** What the copy button copies, for screen readers. */
  readonly name: string;
  /** Where to paste it. `code` is the literal part that follows. */
  readonly where: string;
  readonly code?: string;
  /** Shown only when asked for, under this heading. */
  readonly folded?: string;
  readonly text: string;
}

/** How to set up one client. */
export interface ClientTab {
  readonly id: string;
  readonly title: string;
  /** What to know before. */
  readonly notice?: Html | undefined;
  /** A link with which the client adds the server by itself, and what the client does then. */
  readonly install?: { readonly href: string; readonly label: string; readonly note: string };
  readonly snippets?: readonly Snippet[];
  /** What to do, in order. Shown below the snippets, which the steps may mention. */
  readonly steps?: readonly Html[];
  /** What only some people need to know. */
  readonly remark?: Html;
}

/**
 * One tab for each client, made of radio buttons: works without script and by keyboard.
 *
 * @param long A part of the snippets that is shown shortened, as in {@link copyable}.
 */
export const clientTabs = (clients: readonly ClientTab[], long?: string): Html =>
  html`<div class="tabs" role="group" aria-label="Client">${clients.map((client, index) => tab(client, index === 0, long))}</div>`;

const tab = ({ id, title, notice, install, snippets = [], steps = [], remark }: ClientTab, open: boolean, long?: string): Html =>
  html`<input type="radio" name="client" id="${id}" ${open ? 'checked' : ''} /><label for="${id}">${title}</label>
    <div class="panel stack">
      ${notice && html`<p class="note">${notice}</p>`}
      ${install && html`<p class="row"><a class="btn slim" href="${install.href}">${install.label}</a><span class="soft">${install.note}</span></p>`}
      ${snippets.map((each) => (each.folded === undefined ? snippet(each, long) : fold(each.folded, snippet(each, long))))}
      ${
        steps.length > 0 &&
        html`<ol class="steps">
          ${steps.map((step) => html`<li>${step}</li>`)}
        </ol>`
      }
      ${remark && html`<p class="soft">${remark}</p>`}
    </div>`;

const snippet = ({ id, name, where, code, text }: Snippet, long?: string): Html =>
  html`<p class="soft">${where} ${code !== undefined && html`<code>${code}</code>`}</p>
    ${copyable(id, name, text, long)}`;

const fold = (heading: string, content: Html): Html =>
  html`<details class="more">
    <summary>${heading}</summary>
    ${content}
  </details>`;

/** The server's name in the configuration of every client. */
export const SERVER_NAME = 'telnyx';

/**
 * @param server The server as `.vscode/mcp.json` describes it, with its inputs.
 * @returns A link that adds the server to VS Code.
 * @see https://code.visualstudio.com/api/extension-guides/ai/mcp#create-an-mcp-installation-url
 */
export const vsCodeInstallLink = (server: object): string =>
  `vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name: SERVER_NAME, ...server }))}`;

/**
 * @param server The server as `~/.cursor/mcp.json` describes it.
 * @returns A link that adds the server to Cursor.
 * @see https://cursor.com/docs/mcp/install-links
 */
export function cursorInstallLink(server: object): string {
  const encoded = Buffer.from(JSON.stringify(server)).toString('base64');
  return `cursor://anysphere.cursor-deeplink/mcp/install?name=${SERVER_NAME}&config=${encodeURIComponent(encoded)}`;
}
