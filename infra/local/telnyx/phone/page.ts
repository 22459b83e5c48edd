import { html } from 'hono/html';
import type { Html } from './icons.ts';
import { icon } from './icons.ts';

/** An answer of the phone. */
export interface PhoneAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Nothing from elsewhere, no framing; forms post to the page's own origin alone. */
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Not "no-referrer": browsers then send forms with the origin "null".
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** An answer with the headers of all. */
export const answer = (status: number, type: string, body: string, headers: Readonly<Record<string, string>> = {}): PhoneAnswer => ({
  status,
  headers: { ...HEADERS, 'content-type': `${type}; charset=utf-8`, ...headers },
  body,
});

export const plain = (status: number, words: string, headers?: Readonly<Record<string, string>>): PhoneAnswer =>
  answer(status, 'text/plain', `${words}\n`, headers);

/** After a form: the page is asked for anew. */
export const seeOther = (location: string): PhoneAnswer => plain(303, `See ${location}`, { location });

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Cpath fill='%230a7a56' d='M6.5 3h19A4.5 4.5 0 0 1 30 7.5v13a4.5 4.5 0 0 1-4.5 4.5H15l-7 5.5V25H6.5A4.5 4.5 0 0 1 2 20.5v-13A4.5 4.5 0 0 1 6.5 3z'/%3E%3C/svg%3E";

/** The document as text: nothing in it is waited for. */
function written(document: Html): string {
  if (document instanceof Promise) throw new TypeError('The page waits for something');
  return document.toString();
}

interface Page {
  readonly status: number;
  readonly title: string;
  readonly book: Html;
  readonly phone: Html;
}

/** The whole page: all phones on the left, one on the right. */
export const page = ({ status, title, book, phone }: Page): PhoneAnswer =>
  answer(
    status,
    'text/html',
    written(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>${title} · Test phone</title>
            <link rel="icon" href="${ICON}" />
            <link rel="stylesheet" href="/phone/phone.css" />
            <script src="/phone/phone.js" defer></script>
          </head>
          <body>
            <header class="top">
              <div class="wrap">
                <a class="brand" href="/phone"
                  ><svg viewBox="0 0 32 32" aria-hidden="true">
                    <path
                      class="f"
                      d="M6.5 3h19A4.5 4.5 0 0 1 30 7.5v13a4.5 4.5 0 0 1-4.5 4.5H15l-7 5.5V25H6.5A4.5 4.5 0 0 1 2 20.5v-13A4.5 4.5 0 0 1 6.5 3z"
                    />
                    <path class="k" d="M10.5 12.5v3M16 9v10M21.5 11.5v5" /></svg
                  ><span><b>Telnyx</b> <i>simulator</i></span></a
                >
              </div>
            </header>
            <main>
              <div class="row split">
                <h1>Test phone</h1>
                <span class="tag care">${icon('computer')}Nothing leaves this computer</span>
              </div>
              <p class="lead">See what people would get, and answer as them.</p>
              <div class="two">${book} ${phone}</div>
            </main>
            <p id="lost" class="note cost" role="status" hidden>The simulator does not answer. Start it again.</p>
          </body>
        </html>`,
    ),
  );
