import { z } from 'zod';
import type { AuditEntry, AuditReader, NumberSearch } from '../../guard/index.ts';
import type { LoginContinuation, Names, Sessions, SignedIn, SignIn } from '../../identity/index.ts';
import { type Handler, type Logger, type OriginPolicy, readForm, seeOther, type Settings } from '../../platform/index.ts';
import { activityOf, fileOf, MOST_IN_FILE } from './activity.ts';
import { toCsv } from './csv.ts';
import { foreignFormPage, noNumberPage, ownersOnlyPage, signInPage } from './other-pages.ts';
import { activityPage } from './page.ts';
import { hrefOf, readQuery, type AsRead } from './query.ts';

interface Parts {
  readonly settings: Pick<Settings, 'publicBaseUrl' | 'serverTitle'>;
  /** How long entries are kept. */
  readonly auditDays: number;
  readonly policy: OriginPolicy;
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly reader: AuditReader;
  readonly search: NumberSearch;
  readonly names: Pick<Names, 'of'>;
  readonly log: Logger;
  readonly clock: () => number;
}

interface AuditPage {
  readonly handler: Handler;
  /** What happens after its login. */
  readonly continuation: LoginContinuation;
}

/** In characters. Longer than any query of our own links. */
const LONGEST_QUERY = 1_500;
const LONGEST_NUMBER = 60;

const Form = z.object({
  action: z.enum(['login', 'sign_out', 'find']).optional().catch(undefined),
  query: z.string().max(LONGEST_QUERY).optional().catch(undefined),
  number: z.string().trim().min(1).max(LONGEST_NUMBER).optional().catch(undefined),
});

const State = z.object({ query: z.string().max(LONGEST_QUERY).catch('') });

/** The page /audit: for Owners, who did what, by person, client, tool, day and result, on the page and as a file. */
export function createAuditPage({ settings, auditDays, policy, signIn, sessions, reader, search, names, log, clock }: Parts): AuditPage {
  const { publicBaseUrl: origin } = settings;
  const startAgain = { href: '/audit', label: 'Start again' };

  return {
    handler: (request) => (request.method === 'POST' ? submit(request) : show(request)),
    continuation: {
      async loggedIn(person, state) {
        const { query } = State.parse(state);
        return seeOther(`${origin}${addressOf(query)}`, [await sessions.write(person)]);
      },
      startAgain,
    },
  };

  /** The page again, with what of this query it knows. */
  function addressOf(query: string): string {
    return query === '' ? '/audit' : hrefOf(readQuery(new URLSearchParams(query), clock()).view);
  }

  async function show(request: Request): Promise<Response> {
    const { search: query, searchParams } = new URL(request.url);
    const person = await sessions.open(request);
    if (!person) return signInPage(settings, origin, query.slice(1, LONGEST_QUERY));
    if (!isOwner(person)) return refused(person);
    const read = readQuery(searchParams, clock());
    return searchParams.get('format') === 'csv' ? download(person, read) : pageFor(person, read);
  }

  async function pageFor(person: SignedIn, { view, notUnderstood }: AsRead): Promise<Response> {
    const now = clock();
    const activity = await activityOf({ reader, now, auditDays }, view);
    const { occurring, entries } = activity;
    const people = [...occurring.people, ...actors(entries), ...(view.person ? [view.person] : [])];
    log.info('audit_read', { subject: subjectOf(person), entries: entries.length });
    return activityPage(settings, { person, view, activity, names: await names.of(people), notUnderstood, auditDays, now });
  }

  async function download(person: SignedIn, { view }: AsRead): Promise<Response> {
    const now = clock();
    const { entries, next } = await fileOf({ reader, now, auditDays }, view);
    const people = await names.of(actors(entries));
    const note =
      next === undefined ? undefined : `There is more than ${MOST_IN_FILE} rows: choose a day, a person, a client, a tool or a result.`;
    log.info('audit_downloaded', { subject: subjectOf(person), entries: entries.length });
    return new Response(toCsv(entries, people, now, note), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="activity-${view.day ?? 'all'}.csv"`,
      },
    });
  }

  async function submit(request: Request): Promise<Response> {
    const form = Form.parse(Object.fromEntries(await readForm(request)));
    // Before the check of the form: a login changes nothing, and on http://127.0.0.1 its form leads to http://localhost, where the cookies belong.
    if (form.action === 'login') return signIn.begin(request, 'audit', { query: form.query ?? '' });
    if (!policy.isOwnForm(request)) return foreignFormPage(settings);
    if (form.action === 'sign_out') return seeOther(`${origin}/audit`, [sessions.drop()]);
    const person = await sessions.open(request);
    if (!person) return signInPage(settings, origin, '');
    if (!isOwner(person)) return refused(person);
    const targets = form.number === undefined ? [] : await search(form.number);
    if (targets.length === 0) return noNumberPage(settings);
    return seeOther(`${origin}${hrefOf({ day: undefined, target: targets.join('.') })}`);
  }

  function refused(person: SignedIn): Promise<Response> {
    log.warn('audit_refused', { subject: subjectOf(person) });
    return ownersOnlyPage(settings, origin, person);
  }
}

/** Whose names stand in the entries. */
const actors = (entries: readonly AuditEntry[]): readonly string[] =>
  entries.flatMap(({ subject, decidedBy }) => (decidedBy === undefined ? [subject] : [subject, decidedBy]));

const isOwner = ({ roles }: SignedIn): boolean => roles.includes('Owner');

const subjectOf = ({ tenantId, objectId }: SignedIn): string => `${tenantId}.${objectId}`;
