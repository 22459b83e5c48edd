import { html, type Html } from '../../platform/index.ts';
import { clientPanel, firstWithin, type Client } from '../clients/index.ts';

/**
 * One tab for each client, made of radio buttons: works without script and by keyboard.
 *
 * @param long A part of the snippets that is shown shortened, as in {@link copyable}.
 */
export function clientTabs(clients: readonly Client[], long: string): Html {
  const first = firstWithin(clients);
  return html`<div class="tabs" role="group" aria-label="Client">${clients.map((client) => tab(client, client === first, long))}</div>`;
}

const tab = (client: Client, open: boolean, long: string): Html =>
  html`<input type="radio" name="use" id="${client.id}" autocomplete="off" ${open ? 'checked' : ''} /><label for="${client.id}"
      >${client.title}</label
    >
    <div class="panel stack">${clientPanel(client, false, long)}</div>`;
