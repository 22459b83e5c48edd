import { statusPage } from '../shared/health/index.ts';
import { acceptsHtml, html, json, jsonError, type Html, soloPage } from '../shared/platform/index.ts';
import type { Outage } from './outage.ts';

interface Words {
  readonly code: string;
  readonly title: string;
  readonly what: string;
  /** Of the page. The first one is for programs as well, without what is no text. */
  readonly steps: readonly (string | Html)[];
  readonly next: string;
}

const REGISTER = 'azd -C infra env set ENTRA_CLIENT_ID <application id>';
const PROVISION = 'azd -C infra provision';

function wordsFor({ id, settings, unregistered }: Outage): Words {
  if (unregistered) {
    return {
      code: 'not_registered',
      title: 'Not registered yet',
      what: 'Microsoft Entra ID does not know this server, so nobody can sign in. Nothing else is missing.',
      next: `An administrator registers the app in Entra, then runs "${REGISTER}" and "${PROVISION}".`,
      steps: [
        html`An administrator registers the app in Entra: <code>infra/entra/README.md</code> says how.`,
        html`Set its id: <code>${REGISTER}</code>`,
        html`Deploy it: <code>${PROVISION}</code>`,
      ],
    };
  }
  if (settings.length > 0) {
    const next = 'An administrator finds the names of the settings at /health/ready and in the log.';
    return {
      code: 'not_configured',
      title: 'This server is not configured',
      what: 'A setting is missing or wrong, so nothing is served.',
      next,
      steps: [next, 'Change the setting. In Azure the app then starts again by itself.'],
    };
  }
  const next = `An administrator finds the error in the log, under the id ${id}.`;
  return {
    code: 'start_failed',
    title: 'This server could not start',
    what: 'An error inside it keeps it from serving.',
    next,
    steps: [next],
  };
}

/** Its settings cannot be read. */
const NO_SITE = { serverTitle: undefined, publicBaseUrl: '' };

const RETRY = { 'retry-after': '10' };

/** 503 for every route: a page for browsers, JSON for programs. */
export async function answerOutage(outage: Outage, request: Request): Promise<Response> {
  const { code, title, what, next, steps } = wordsFor(outage);
  if (!acceptsHtml(request)) return jsonError(503, code, `${what} ${next}`, RETRY);
  return soloPage(NO_SITE, {
    title,
    status: 503,
    motif: ['person', 'care', outage.unregistered ? 'clock' : 'dots', 'server'],
    lead: what,
    body: html`<section>
        <ol class="steps">
          ${steps.map((step) => html`<li>${step}</li>`)}
        </ol>
      </section>
      <div class="actions"><a class="btn" href="/health/ready">See status</a><a class="btn main" href="">Try again</a></div>`,
  });
}

/** The answer of /health/ready: names of wrong settings, never a value. */
export async function outageReadiness(outage: Outage, request: Request): Promise<Response> {
  const { id, settings, unregistered } = outage;
  if (acceptsHtml(request)) return outageStatusPage(outage);
  const reason = settings.length > 0 ? { checks: { settings: false }, settings } : { checks: { start: false }, id };
  return json(503, { ready: false, ...(unregistered && { code: 'not_registered' }), ...reason, tools: 0, more: 0 }, RETRY);
}

function outageStatusPage(outage: Outage): Promise<Response> {
  const { title, what, next } = wordsFor(outage);
  const rows = outage.settings.map((sentence) => {
    const [name = '', ...words] = sentence.split(' ');
    return { name, tone: 'cost' as const, words: words.join(' ') };
  });
  const advice =
    outage.unregistered || rows.length === 0 ? next : 'Change the settings below. In Azure the app then starts again by itself.';
  return statusPage(NO_SITE, { good: false, title, lead: what, next: advice, rows });
}
