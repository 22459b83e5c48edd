import { clientTabs, copyable, html, isLoopback, page, type Site } from '../../platform/index.ts';
import { connectableClients } from './clients.ts';

/** The page /: what this is, its URL, how to connect each client, and links to the other pages. */
export function connectPage(site: Site): Promise<Response> {
  const { publicBaseUrl: origin } = site;
  const url = `${origin}/mcp/stream`;
  return page(site, {
    title: 'Connect your client',
    content: html`<h1>Connect your client</h1>
      <p class="lead">
        Numbers, messages and calls of one Telnyx account, from your AI client: give it this URL and sign in with Microsoft.
      </p>
      <section>
        <h2>Server URL</h2>
        ${copyable('endpoint', 'server URL', url)}
        <p class="soft small">
          If a client needs an address that ends in <code>/mcp</code>, use <code>${origin}/mcp</code>: it is the same server.
        </p>
      </section>
      <section>
        <h2>Choose your client</h2>
        ${clientTabs(connectableClients(url, isLoopback(origin)))}
      </section>
      <section>
        <h2>Access</h2>
        <p class="soft">You choose what a client may do when you connect it. You can revoke it at any time.</p>
        <p class="row">
          <a class="button quiet wide" href="/tokens">See and revoke access</a>
          <a class="button quiet wide" href="/test-auth">Get an access token</a>
        </p>
      </section>
      <footer>
        <p><a href="/conversations">Conversations</a> · Status: <a href="/health/ready">/health/ready</a></p>
      </footer>`,
  });
}
