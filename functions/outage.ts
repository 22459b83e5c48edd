import { randomUUID } from 'node:crypto';
import { acceptsHtml, ConfigError, html, json, jsonError, type Logger, page } from '../shared/platform/index.ts';

/** Why this process has no app. */
export interface Outage {
  /** The id of the error in the log. */
  readonly id: string;
  /** One sentence for each wrong setting; empty for any other error. */
  readonly settings: readonly string[];
}

/** Logs the error. */
export function reportOutage(error: unknown, log: Pick<Logger, 'error'>): Outage {
  const outage = { id: randomUUID(), settings: error instanceof ConfigError ? error.settings : [] };
  log.error('start_failed', error, { ...outage });
  return outage;
}

interface Words {
  readonly code: string;
  readonly title: string;
  readonly what: string;
  readonly next: string;
}

function wordsFor({ id, settings }: Outage): Words {
  if (settings.length > 0) {
    return {
      code: 'not_configured',
      title: 'This server is not configured',
      what: 'A setting is missing or wrong, so nothing is served.',
      next: 'The operator finds the names of the settings at /health/ready and in the log.',
    };
  }
  return {
    code: 'start_failed',
    title: 'This server could not start',
    what: 'An error inside it keeps it from serving.',
    next: `The operator finds the error in the log, under the id ${id}.`,
  };
}

/** Its settings cannot be read. */
const NO_SITE = { serverTitle: undefined, publicBaseUrl: '' };

const RETRY = { 'retry-after': '10' };

/** 503 for every route: a page for browsers, JSON for programs. */
export async function answerOutage(outage: Outage, request: Request): Promise<Response> {
  const { code, title, what, next } = wordsFor(outage);
  if (!acceptsHtml(request)) return jsonError(503, code, `${what} ${next}`, RETRY);
  const content = html`<h1>${title}</h1>
    <p class="lead">${what}</p>
    <section>
      <h2>What to do</h2>
      <p>${next}</p>
    </section>`;
  return page(NO_SITE, { title, status: 503, content });
}

/** The answer of /health/ready: names of wrong settings, never a value. */
export function outageReadiness({ id, settings }: Outage): Response {
  const reason = settings.length > 0 ? { checks: { settings: false }, settings } : { checks: { start: false }, id };
  return json(503, { ready: false, ...reason, tools: 0, more: 0 }, RETRY);
}
