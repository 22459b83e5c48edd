import { z } from 'zod';
import {
  concurrently,
  createCookies,
  type Logger,
  type OriginPolicy,
  readForm,
  seeOther,
  type Settings,
  StoreUnavailableError,
} from '../../platform/index.ts';
import {
  type Grant,
  type GrantStore,
  type KnownPerson,
  type LoginContinuation,
  type People,
  type Sessions,
  type SignedIn,
  type SignIn,
} from '../../identity/index.ts';
import { type ShownToken, TOKEN_PAGE_COOKIE } from '../token/index.ts';
import type { Count, Counts } from './frame.ts';
import { backTo, noticeOf, viewOf } from './notices.ts';
import { grantsPage, signInPage } from './pages.ts';
import { peoplePage, type PersonWithGrants } from './people-page.ts';
import { foreignFormPage, nobodyChosenPage, ownersOnlyPage, sessionEndedPage, unfinishedPage } from './error-pages.ts';

interface Parts {
  readonly settings: Settings;
  readonly policy: OriginPolicy;
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly grants: GrantStore;
  readonly people: People;
  readonly shownToken: ShownToken;
  readonly log: Logger;
  readonly clock: () => number;
}

interface GrantsPage {
  readonly handler: (request: Request) => Promise<Response>;
  /** What happens after its login. */
  readonly continuation: LoginContinuation;
}

const ACTIONS = ['login', 'sign_out', 'revoke', 'revoke_all', 'find', 'revoke_person'] as const;

const ObjectId = z.string().trim().toLowerCase().pipe(z.guid());

const Form = z.object({
  action: z.enum(ACTIONS).optional().catch(undefined),
  view: z.string().optional().catch(undefined),
  id: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .optional()
    .catch(undefined),
  object_id: ObjectId.optional().catch(undefined),
  /** Words of a name, or an object id. In the body, because logs and histories keep URLs. */
  q: z.string().trim().max(120).catch(''),
});

type Form = z.output<typeof Form>;

const State = z.object({ view: z.string().optional().catch(undefined) });

/** People whose grants are read at the same time. */
const AT_ONCE = 10;
/** Grants of one person that a page reads: one answer of the table. */
const MOST_READ = 500;

/** The page /tokens: what a person allowed, for Owners also the people who have access, and how to revoke it. */
export function createGrantsPage({ settings, policy, signIn, sessions, grants, people, shownToken, log, clock }: Parts): GrantsPage {
  const { publicBaseUrl: origin, entra, oauthClients } = settings;
  const cookies = createCookies(origin);
  const configured = new Set(oauthClients.map(({ client_id }) => client_id));
  const startAgain = { href: '/tokens', label: 'Start again' };
  const now = () => Math.floor(clock() / 1000);

  return {
    handler: (request) => (request.method === 'POST' ? change(request) : show(request)),
    continuation: {
      async loggedIn(person, state) {
        return seeOther(backTo(origin, { view: viewOf(State.parse(state).view) }), [await sessions.write(person)]);
      },
      startAgain,
    },
  };

  async function show(request: Request): Promise<Response> {
    const { searchParams: query } = new URL(request.url);
    const view = viewOf(query.get('view'));
    const person = await sessions.open(request);
    if (!person) return signInPage(settings, origin, view);
    // Only after our own form: a link from elsewhere must not claim that something was revoked.
    const notice = policy.isOwnForm(request) ? noticeOf(query) : undefined;
    return view === 'people' ? showPeople(person, query.get('after') ?? '', notice) : showOwn(person, request, notice);
  }

  async function showOwn(person: SignedIn, request: Request, notice: string | undefined): Promise<Response> {
    const own = await ownGrants(person);
    return grantsPage(settings, {
      person,
      configured,
      grants: own.live,
      counts: await countsFor(person, { yours: own.count }),
      shownToken: await shownToken(request),
      notice,
      now: now(),
    });
  }

  async function showPeople(person: SignedIn, after: string, notice: string | undefined): Promise<Response> {
    if (!isOwner(person)) return refused(person);
    const from = ObjectId.safeParse(after).data;
    const { people: found, next } = await people.list(from);
    const shown = await withGrants(found);
    log.info('people_read', { subject: subjectOf(person), people: shown.length });
    // The first page is what the tab counts.
    const counts = await countsFor(person, from === undefined ? { people: { count: found.length, more: next !== undefined } } : {});
    return peoplePage(settings, { person, counts, people: shown, next, later: from !== undefined, notice, now: now() });
  }

  async function find(person: SignedIn, words: string): Promise<Response> {
    const objectId = ObjectId.safeParse(words).data;
    const { people: found, stopped } =
      objectId === undefined ? await people.search(words) : { people: [await people.one(objectId)], stopped: false };
    const shown = await withGrants(found);
    // The words are a name: they are in no log.
    log.info('people_read', { subject: subjectOf(person), people: shown.length });
    const search = { words, stopped, byId: objectId !== undefined };
    return peoplePage(settings, { person, counts: await countsFor(person), people: shown, search, now: now() });
  }

  function withGrants(found: readonly KnownPerson[]): Promise<PersonWithGrants[]> {
    return concurrently(found, AT_ONCE, async (each) => ({
      ...each,
      grants: await grants.unexpired(`${entra.tenantId}.${each.objectId}`, MOST_READ),
    }));
  }

  async function ownGrants(person: SignedIn): Promise<{ readonly live: readonly Grant[]; readonly count: Count }> {
    const found = await grants.unexpired(subjectOf(person), MOST_READ);
    const live = found.filter(({ revoked }) => revoked === undefined);
    return { live, count: { count: live.length, more: found.length >= MOST_READ } };
  }

  /** @param known what has been counted already */
  async function countsFor(person: SignedIn, known: Partial<Counts> = {}): Promise<Counts> {
    return {
      yours: known.yours ?? (await ownGrants(person)).count,
      people: isOwner(person) ? (known.people ?? (await people.count())) : undefined,
    };
  }

  async function change(request: Request): Promise<Response> {
    const form = Form.parse(Object.fromEntries(await readForm(request)));
    // Before the check of the form: a login changes nothing, and on http://127.0.0.1 its form leads to http://localhost, where the cookies belong.
    if (form.action === 'login') return signIn.begin(request, 'tokens', { view: viewOf(form.view) });
    if (!policy.isOwnForm(request)) return foreignFormPage(settings);
    if (form.action === 'sign_out') return seeOther(backTo(origin), [sessions.drop(), cookies.drop(TOKEN_PAGE_COOKIE)]);
    const person = await sessions.open(request);
    if (!person) return sessionEndedPage(settings);
    if (form.action === 'find') {
      if (!isOwner(person)) return refused(person);
      return form.q === '' ? seeOther(backTo(origin, { view: 'people' })) : find(person, form.q);
    }
    try {
      return await revoke(person, form);
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      log.error('grants_revocation_failed', error, { subject: subjectOf(person) });
      return unfinishedPage(settings);
    }
  }

  async function revoke(person: SignedIn, { action, id, object_id: objectId }: Form): Promise<Response> {
    const subject = subjectOf(person);
    const revoked = (of: string, count: number) => log.info('grants_revoked', { subject, of, count });
    switch (action) {
      case 'revoke': {
        // The partition belongs to this person: it does not hold the ids of others.
        if (id === undefined || !(await grants.read(subject, id))) return seeOther(backTo(origin));
        await grants.revoke(subject, id, 'person');
        revoked(subject, 1);
        return seeOther(backTo(origin, { done: 'revoked' }));
      }
      case 'revoke_all': {
        revoked(subject, await grants.revokeAll(subject, 'person'));
        return seeOther(backTo(origin, { done: 'revoked_all' }), [cookies.drop(TOKEN_PAGE_COOKIE)]);
      }
      case 'revoke_person': {
        if (!isOwner(person)) return refused(person, 'grants_revocation_refused');
        if (objectId === undefined) return nobodyChosenPage(settings);
        const of = `${entra.tenantId}.${objectId}`;
        const count = await grants.revokeAll(of, 'owner');
        revoked(of, count);
        return seeOther(
          backTo(origin, { view: 'people', done: 'revoked_person', count }),
          of === subject ? [cookies.drop(TOKEN_PAGE_COOKIE)] : [],
        );
      }
      default:
        return seeOther(backTo(origin));
    }
  }

  function refused(person: SignedIn, event = 'people_refused'): Promise<Response> {
    log.warn(event, { subject: subjectOf(person) });
    return ownersOnlyPage(settings, person);
  }
}

const isOwner = ({ roles }: SignedIn): boolean => roles.includes('Owner');

const subjectOf = ({ tenantId, objectId }: SignedIn): string => `${tenantId}.${objectId}`;
