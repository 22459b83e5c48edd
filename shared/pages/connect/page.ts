import { scopeTag, type SignedIn } from '../../identity/index.ts';
import { accountOf, html, icon, isLoopback, page, tag, type Html, type Site } from '../../platform/index.ts';
import { connectableClients } from './clients.ts';
import { firstPrompts } from './prompts.ts';
import { clientTiles } from './tiles.ts';
import { placesOf } from '../places.ts';

/** How the server is, as far as it is known in time. */
export type Standing = 'ready' | 'trouble' | 'unknown';

interface ConnectPage {
  readonly person: SignedIn | undefined;
  readonly standing: Standing;
  /** Telnyx is the simulator of this machine. */
  readonly simulated: boolean;
  readonly counts: { readonly tools: number; readonly more: number };
}

/** What this is, its URL, how to connect each client, and what to try then. */
export function connectPage(site: Site, { person, standing, simulated, counts }: ConnectPage): Promise<Response> {
  const { publicBaseUrl: origin } = site;
  const url = `${origin}/mcp/stream`;
  return page(site, {
    title: 'Connect',
    layout: { current: 'Connect', places: placesOf(person), person },
    content: html`<div class="hero">
        <div class="stack">
          <p>${STATUS[standing]}</p>
          <h1 class="xl">Put your phone numbers to work</h1>
          <p class="lead">Text, call and manage ${accountOf(site)} from the AI client you already use.</p>
          <h2>Server URL</h2>
          <div class="copy">
            <code id="endpoint">${url}</code
            ><button class="btn slim" type="button" data-copy="endpoint" aria-label="Copy the server URL" hidden>Copy</button>
          </div>
        </div>
        ${demo()}
      </div>
      <section class="gap">
        <h2>Choose your client</h2>
        ${clientTiles(connectableClients(url, isLoopback(origin)))}
      </section>
      <section class="gap">
        <h2>Then try one of these</h2>
        <ul class="grid">
          ${firstPrompts(simulated).map(
            ({ words, scope }, index) =>
              html`<li class="card pad">
                <p id="prompt-${index}">${words}</p>
                <div class="row split">
                  ${scopeTag(scope)}<button class="btn slim" type="button" data-copy="prompt-${index}" aria-label="Copy: ${words}" hidden>
                    Copy
                  </button>
                </div>
              </li>`,
          )}
        </ul>
      </section>
      <footer class="row split">
        <p>
          ${counts.tools} Telnyx tools and ${counts.more} more: numbers, texts, calls, AI assistants, files. You choose what each client may
          do.
        </p>
        <p><a href="/test-auth">Get an access token</a></p>
      </footer>`,
  });
}

const STATUS: Readonly<Record<Standing, Html>> = {
  ready: html`<a class="tag ok dot" href="/health/ready">All systems working</a>`,
  trouble: html`<a class="tag care dot" href="/health/ready">Something needs attention</a>`,
  unknown: html`<a class="tag dot" href="/health/ready">Status</a>`,
};

/** A picture of how it goes, made of the parts of our pages. */
const demo = (): Html =>
  html`<div class="thread demo" aria-hidden="true">
    <p class="bub">Text Sam that order 4471 is ready until 6 pm.</p>
    <p class="card pad row">
      <span class="ico cost">${icon('send')}</span><span class="grow"><b>Send this text?</b><small>Your client asks</small></span
      >${tag('ok', 'check', 'Allowed')}
    </p>
    <p class="bub us">Hi Sam, order 4471 is ready at the front desk. We are open until 6 pm.</p>
    <p class="meta">Delivered <span class="hint ok">${icon('ticks')}</span></p>
  </div>`;
