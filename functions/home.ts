import { html, page } from '../shared/http/pages/index.ts';
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
        <p class="soft">Typed tools for one Telnyx account behind one endpoint of the Model Context Protocol.</p>
        <section>
          <dl>
            <dt>Endpoint</dt>
            <dd><code>${application.origin}/mcp/stream</code></dd>
            <dt>Health</dt>
            <dd><a href="/health/ready">/health/ready</a></dd>
          </dl>
        </section>
        <a class="button" href="/test-auth">Get an access token</a>`,
    }),
});
