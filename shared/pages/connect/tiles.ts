import { html, icon, type Html } from '../../platform/index.ts';
import { clientPanel, firstWithin } from '../clients/index.ts';
import type { ClientTile } from './clients.ts';

/** One tile for each client, made of radio buttons: works without script and by keyboard. */
export function clientTiles(clients: readonly ClientTile[]): Html {
  const first = firstWithin(clients);
  return html`<div class="tiles" role="group" aria-label="Client">${clients.map((client) => tile(client, client === first))}</div>`;
}

const tile = (client: ClientTile, open: boolean): Html =>
  html`<input type="radio" name="client" id="${client.id}" autocomplete="off" ${open ? 'checked' : ''} /><label
      class="tile"
      for="${client.id}"
      ><span class="mark ${client.hue ?? ''}">${icon(client.icon)}</span
      ><span><b>${client.title}</b><small>${client.hint}</small></span></label
    >
    <div class="panel card pad stack">
      <h3>Connect ${client.title === 'Other' ? 'another client' : client.title}</h3>
      ${clientPanel(client, true)}
    </div>`;
