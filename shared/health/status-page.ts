import { html, icon, page, type Html, type Icon, type Site, type Tone } from '../platform/index.ts';
import type { Check, Findings, Readiness } from './readiness.ts';

/** Seconds. Secrets are read again every ten minutes: older ones stay in use because the vault is silent. */
const STALE_S = 600;

interface Row {
  readonly name: string;
  readonly tone: Tone;
  readonly words: string;
  /** How long it took, or how old it is. */
  readonly figure?: string | undefined;
}

const WORKS: Readonly<Record<Check, readonly [name: string, works: string]>> = {
  telnyx: ['Telnyx', 'Answers, and accepts our key'],
  vault: ['Key vault', 'Gave us the keys'],
  signing_keys: ['Signing keys', 'Ready to sign and check tokens'],
  seal_keys: ['Seal keys', 'Ready to keep people signed in'],
  tables: ['Storage', 'Access can be granted and revoked'],
};

const ROWS: readonly Check[] = ['telnyx', 'vault', 'signing_keys', 'seal_keys', 'tables'];

/** `3 seconds`, `2 minutes` */
function spanOf(seconds: number): string {
  const [count, unit] = seconds < 60 ? [Math.max(1, seconds), 'second'] : [Math.round(seconds / 60), 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function rowOf(check: Check, { checks, reasons, timings_ms: timings, ages_s: ages }: Readiness): Row {
  const [name, works] = WORKS[check];
  const figure = `${timings[check]} ms`;
  if (!checks[check]) return { name, tone: 'cost', words: reasons[check]?.text ?? 'Does not work', figure };
  const age = check === 'vault' ? ages.vault : check === 'signing_keys' ? ages.signing_keys : null;
  if (age === null) return { name, tone: 'ok', words: works, figure };
  if (age > STALE_S) return { name, tone: 'care', words: `Silent for ${spanOf(age)}. Using the last good keys.`, figure: spanOf(age) };
  return { name, tone: 'ok', words: check === 'vault' ? `${works} ${spanOf(age)} ago` : works, figure: spanOf(age) };
}

function secretsRow({ unusable }: Readiness): Row[] {
  return unusable.length === 0
    ? []
    : [{ name: 'New keys', tone: 'care', words: `The vault holds what cannot be used: ${unusable.join(', ')}` }];
}

function guardsRow({ confirm_off: unasked, duplicates_off: twice }: Readiness): Row {
  const off = [
    ...(unasked.length > 0 ? [`Nobody is asked before: ${unasked.join(', ')}.`] : []),
    ...(twice ? ['The same text or call can go out twice.'] : []),
  ];
  return off.length === 0
    ? { name: 'Guards', tone: 'ok', words: 'All on' }
    : { name: 'Guards', tone: 'care', words: `Switched off by a setting. ${off.join(' ')}` };
}

const CALLABLE: Readonly<Record<'on' | 'read', string>> = {
  on: 'can be called by name',
  read: 'can be called by name: those that read',
};

function wholeApiRow({ whole_api: { level, operations, unknown } }: Readiness): Row {
  const name = 'All of Telnyx';
  if (unknown.length > 0) {
    return {
      name,
      tone: 'care',
      words: `Nothing can be called by name: ${unknown.join(', ')} in WHOLE_API_ONLY or WHOLE_API_EXCLUDE is no operation`,
    };
  }
  if (level === 'off') return { name, tone: 'ok', words: 'Switched off by a setting: the typed tools alone' };
  return { name, tone: 'ok', words: `${operations.toLocaleString('en')} operations ${CALLABLE[level]}` };
}

const ICONS: Readonly<Record<Tone, Icon>> = { ok: 'check', care: 'clock', cost: 'x', calm: 'dots' };

const itemOf = ({ name, tone, words, figure }: Row): Html =>
  html`<li class="item">
    <span class="ico ${tone}">${icon(ICONS[tone])}</span>
    <span class="grow"><b>${name}</b><small>${tone === 'ok' ? words : html`<span class="hint ${tone}">${words}</span>`}</small></span>
    ${figure !== undefined && html`<span class="small num soft">${figure}</span>`}
  </li>`;

/** What stands between backticks is code. */
const withCode = (text: string): Html =>
  html`${text.split('`').map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`))}`;

interface Status {
  readonly good: boolean;
  readonly title: string;
  readonly lead: string;
  /** What an administrator does, with code between backticks. */
  readonly next?: string | undefined;
  readonly rows: readonly Row[];
}

/** The page that says how the parts of this server are. Status 503 where it is not ready. */
export const statusPage = (site: Site, { good, title, lead, next, rows }: Status): Promise<Response> =>
  page(site, {
    title: 'Status',
    status: good ? 200 : 503,
    layout: { current: undefined, places: ['Connect', 'Access'], narrow: true },
    content: html`<div class="row">
        <span class="ico ava big ${good ? 'ok' : 'cost'}">${icon(good ? 'check' : 'alert')}</span>
        <div class="grow">
          <h1>${title}</h1>
          <p class="lead">${lead}</p>
        </div>
      </div>
      ${
        next !== undefined &&
        html`<p class="note cost gap">
          ${icon('key')}<span><b>What to do:</b> ${withCode(next)}</span>
        </p>`
      }
      <ul class="card gap">
        ${rows.map(itemOf)}
      </ul>
      <footer class="row split">
        <p>Monitors get JSON at the same address${good ? '' : ', with status 503'}.</p>
        <p><a class="btn slim" href="/health/ready">${icon('refresh')}Check again</a></p>
      </footer>`,
  });

/** What people see of readiness. */
export function readinessPage(site: Site, { readiness, first }: Findings): Promise<Response> {
  const { ready, tools, more, age_ms: age } = readiness;
  const rows = [
    ...ROWS.map((check) => rowOf(check, readiness)),
    ...secretsRow(readiness),
    { name: 'Settings', tone: 'ok' as const, words: 'Complete' },
    guardsRow(readiness),
    wholeApiRow(readiness),
  ];
  if (ready) {
    const lead = `Checked ${spanOf(Math.round(age / 1000))} ago. ${tools + more} tools are ready.`;
    return statusPage(site, { good: true, title: 'All systems working', lead, rows });
  }
  const { telnyx, ...others } = readiness.checks;
  const onlyTelnyx = !telnyx && Object.values(others).every(Boolean);
  const lead = onlyTelnyx
    ? 'Tools fail until this is mended. Signing in still works.'
    : 'Nobody can sign in or use tools until this is mended.';
  return statusPage(site, { good: false, title: first?.text ?? 'Not ready', lead, next: first?.next, rows });
}
