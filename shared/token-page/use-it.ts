import { copyable, html, type Html } from '../http/pages/index.ts';
import { clientConfiguration, type Snippet } from './client-configuration.ts';

type Client = ReturnType<typeof clientConfiguration>[number];

/** What to paste where: one tab for each client, made of radio buttons, so that it works without script and by keyboard. */
export const useIt = (url: string, token: string): Html =>
  html`<section>
    <h2>Use it</h2>
    <p class="note">The connector dialog of claude.ai takes a URL, not a pasted token.</p>
    <div class="tabs" role="group" aria-label="Client">
      ${clientConfiguration(url, token).map((client, index) => tab(client, index === 0, url, token))}
    </div>
  </section>`;

const tab = ({ id, title, snippets, install }: Client, open: boolean, url: string, token: string): Html =>
  html`<input type="radio" name="client" id="${id}" ${open ? 'checked' : ''} /><label for="${id}">${title}</label>
    <div class="panel">
      ${
        id === 'messages-api' &&
        url.startsWith('http://') &&
        html`<p>The Messages API connects from the internet, over https: it cannot reach <code>${url}</code>.</p>`
      }
      ${install && html`<p class="row"><a class="button quiet slim" href="${install.href}">${install.label}</a><span class="soft">${install.note}</span></p>`}
      ${snippets.map((each) => (each.folded === undefined ? snippet(each, token) : fold(each.folded, snippet(each, token))))}
    </div>`;

const snippet = ({ id, name, where, code, text }: Snippet, token: string): Html =>
  html`<p class="soft">${where} ${code !== undefined && html`<code>${code}</code>`}</p>
    ${copyable(id, name, text, token)}`;

const fold = (heading: string, content: Html): Html =>
  html`<details>
    <summary>${heading}</summary>
    ${content}
  </details>`;
