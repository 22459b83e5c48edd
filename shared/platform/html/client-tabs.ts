import { html } from 'hono/html';
import { copyable } from './parts.ts';
import type { Html } from './page.ts';

export interface Snippet {
  /** Unique on the page. */
  readonly id: string;
  /** What it is, as the copy button is called for people who cannot see it. */
  readonly name: string;
  /** Where it goes; `code` is the literal part that follows. */
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
  /** What has to be known before. */
  readonly notice?: Html | undefined;
  /** A link that makes the client add the server by itself, and what the client does then. */
  readonly install?: { readonly href: string; readonly label: string; readonly note: string };
  readonly snippets?: readonly Snippet[];
  /** What to do, in order; below the snippets, which the steps may speak of. */
  readonly steps?: readonly Html[];
  /** What some people have to know besides. */
  readonly remark?: Html;
}

/**
 * One tab for each client, made of radio buttons, so that it works without script and by keyboard. `long` is a part of the snippets
 * that is shown cut off, as in {@link copyable}.
 */
export const clientTabs = (clients: readonly ClientTab[], long?: string): Html =>
  html`<div class="tabs" role="group" aria-label="Client">${clients.map((client, index) => tab(client, index === 0, long))}</div>`;

const tab = ({ id, title, notice, install, snippets = [], steps = [], remark }: ClientTab, open: boolean, long?: string): Html =>
  html`<input type="radio" name="client" id="${id}" ${open ? 'checked' : ''} /><label for="${id}">${title}</label>
    <div class="panel">
      ${notice && html`<p class="note">${notice}</p>`}
      ${install && html`<p class="row"><a class="button quiet slim" href="${install.href}">${install.label}</a><span class="soft">${install.note}</span></p>`}
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
  html`<details>
    <summary>${heading}</summary>
    ${content}
  </details>`;

/** The server's name in the configuration of every client. */
export const SERVER_NAME = 'telnyx';

/** In: the server as `.vscode/mcp.json` describes it, with its inputs. Out: a link that adds it (code.visualstudio.com, MCP installation URL). */
export const vsCodeInstallLink = (server: object): string =>
  `vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name: SERVER_NAME, ...server }))}`;

/** In: the server as `~/.cursor/mcp.json` describes it. Out: a link that adds it (cursor.com/docs/mcp/install-links). */
export function cursorInstallLink(server: object): string {
  const encoded = Buffer.from(JSON.stringify(server)).toString('base64');
  return `cursor://anysphere.cursor-deeplink/mcp/install?name=${SERVER_NAME}&config=${encodeURIComponent(encoded)}`;
}
