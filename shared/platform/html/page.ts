import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

/** Escaped HTML, made by the `html` template tag. */
export type Html = ReturnType<typeof html>;

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Only our own style and script, by their hashes; nothing from elsewhere; no framing. No `form-action`: browsers also apply it to the
 * redirect after a form, and signing in redirects to Microsoft.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(STYLE)}`,
  `script-src ${hashOf(SCRIPT)}`,
  'img-src data:',
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const MARK = html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
  <path d="M4 5h16v11H9l-5 4z" stroke-linejoin="round" />
  <path d="M8 9h8M8 12h5" stroke-linecap="round" />
</svg>`;

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='%230b6e5f' stroke-width='2'%3E%3Cpath d='M4 5h16v11H9l-5 4z'/%3E%3C/svg%3E";

// The policy has the hashes of these texts: not a character may come between the tags and the text.
const STYLE_ELEMENT = raw(`<style>${STYLE}</style>`);
const SCRIPT_ELEMENT = raw(`<script>${SCRIPT}</script>`);

interface Page {
  readonly title: string;
  readonly content: Html;
  readonly status?: number;
  readonly cookies?: readonly string[];
}

/** A whole page: strict CSP, no framing. A 503 says when to try again. */
export async function page({ title, content, status = 200, cookies = [] }: Page): Promise<Response> {
  const document = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Telnyx MCP</title>
        <link rel="icon" href="${ICON}" />
        ${STYLE_ELEMENT}
      </head>
      <body>
        <main>
          <header>
            <a class="brand" href="/">${MARK}<span>Telnyx MCP</span></a>
          </header>
          ${content}
          <p class="sr" role="status"></p>
        </main>
        ${SCRIPT_ELEMENT}
      </body>
    </html>`;
  const response = new Response(String(document), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
    },
  });
  if (status === 503) response.headers.set('retry-after', '10');
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}
