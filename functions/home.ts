import { copyable, html, page } from '../shared/http/pages/index.ts';
import { application } from './application.ts';
import { route } from './route.ts';

// An empty template would mean the function's name: this constraint matches the root alone.
route({
  name: 'home',
  route: '{ignored:maxlength(0)?}',
  methods: ['GET'],
  handler: () =>
    page({
      title: 'Telnyx for MCP clients',
      content: html`<h1>Telnyx for MCP clients</h1>
        <p class="lead">Typed tools for one Telnyx account, behind one endpoint.</p>
        <section>
          <h2>Connect a client</h2>
          <ol class="steps">
            <li>Log in and copy a token.</li>
            <li>Paste it into your client; the token page has its configuration.</li>
          </ol>
          ${copyable('endpoint', 'endpoint', `${application.origin}/mcp/stream`)}
          <p><a class="button wide" href="/test-auth">Get an access token</a></p>
        </section>
        <p class="soft small">Health: <a href="/health/ready">/health/ready</a></p>`,
    }),
});
