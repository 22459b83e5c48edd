import { randomUUID } from 'node:crypto';
import { statusPage } from '../shared/health/index.ts';
import { acceptsHtml, ConfigError, html, json, jsonError, type Html, type Logger, soloPage } from '../shared/platform/index.ts';

/** Why this process has no app. */
export interface Outage {
  /** The id of the error in the log. */
  readonly id: string;
  /** One sentence for each wrong setting; empty for any other error. */
  readonly settings: readonly string[];
  /** Only the app registration in Entra is missing. */
  readonly unregistered: boolean;
}

/** Logs the error: an error, unless the app only waits for its registration. */
export function reportOutage(error: unknown, log: Pick<Logger, 'error' | 'warn'>, unregistered = false): Outage {
  const outage = { id: randomUUID(), settings: error instanceof ConfigError ? error.settings : [], unregistered };
  if (unregistered) log.warn('not_registered', { id: outage.id, settings: outage.settings });
  else log.error('start_failed', error, { id: outage.id, settings: outage.settings });
  return outage;
}

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
