import { html, type Site } from '../../platform/index.ts';
import { addressCard } from './card.ts';

/** 405 at the MCP endpoint for a browser: a person opened what a client needs. */
export async function mcpAddressPage(site: Site, path: string): Promise<Response> {
  const response = await addressCard(site, {
    title: 'This address is for MCP clients',
    status: 405,
    lead: 'You are in the right place, but in a browser. Give this address to your client.',
    end: 'server',
    main: 'connect',
    body: html`<section>
      <ol class="steps">
        <li>Copy <code>${site.publicBaseUrl}${path}</code></li>
        <li>Add it to Claude or another client as a remote MCP server.</li>
        <li>Sign in with Microsoft when the client asks.</li>
      </ol>
    </section>`,
  });
  response.headers.set('allow', 'POST, OPTIONS');
  return response;
}
