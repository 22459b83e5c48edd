import { z } from 'zod';
import {
  createCookies,
  type Logger,
  type OriginPolicy,
  readForm,
  seeOther,
  type Settings,
  StoreUnavailableError,
} from '../../platform/index.ts';
import { type GrantStore, type LoginContinuation, type Sessions, type SignedIn, type SignIn } from '../../identity/index.ts';
import { TOKEN_PAGE_COOKIE } from '../token/index.ts';
import { backTo, noticeOf } from './notices.ts';
import { confirmPersonPage } from './pages.ts';
import { grantsPage, signInPage } from './pages.ts';
import { foreignFormPage, notAnObjectIdPage, ownersOnlyPage, sessionEndedPage, unfinishedPage } from './error-pages.ts';

interface Parts {
  readonly settings: Settings;
  readonly policy: OriginPolicy;
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly grants: GrantStore;
  readonly log: Logger;
  readonly clock: () => number;
}

interface GrantsPage {
  readonly handler: (request: Request) => Promise<Response>;
  /** What happens after its login. */
  readonly continuation: LoginContinuation;
}

const ACTIONS = ['login', 'sign_out', 'revoke', 'revoke_all', 'ask_person', 'revoke_person'] as const;

const Form = z.object({
  action: z.enum(ACTIONS).optional().catch(undefined),
  id: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .optional()
    .catch(undefined),
  object_id: z.string().trim().toLowerCase().pipe(z.guid()).optional().catch(undefined),
});

type Form = z.output<typeof Form>;

/** The page /tokens: what a person allowed, and how to revoke it. */
export function createGrantsPage({ settings, policy, signIn, sessions, grants, log, clock }: Parts): GrantsPage {
  const { publicBaseUrl: origin, entra, oauthClients } = settings;
  const cookies = createCookies(origin);
  const configured = new Set(oauthClients.map(({ client_id }) => client_id));
  const startAgain = { href: '/tokens', label: 'Start again' };

  return {
    handler: (request) => (request.method === 'POST' ? change(request) : show(request)),
    continuation: {
      loggedIn: async (person) => seeOther(backTo(origin), [await sessions.write(person)]),
      startAgain,
    },
  };

  async function show(request: Request): Promise<Response> {
    const person = await sessions.open(request);
    if (!person) return signInPage(settings, origin);
    return grantsPage(settings, {
      person,
      configured,
      grants: await grants.list(subjectOf(person)),
      // Only after our own form: a link from elsewhere must not claim that something was revoked.
      notice: policy.isOwnForm(request) ? noticeOf(new URL(request.url).searchParams) : undefined,
      now: Math.floor(clock() / 1000),
    });
  }

  async function change(request: Request): Promise<Response> {
    const form = Form.parse(Object.fromEntries(await readForm(request)));
    // Before the check of the form: a login changes nothing, and on http://127.0.0.1 its form leads to http://localhost, where the cookies belong.
    if (form.action === 'login') return signIn.begin(request, 'tokens');
    if (!policy.isOwnForm(request)) return foreignFormPage(settings);
    if (form.action === 'sign_out') return seeOther(backTo(origin), [sessions.drop(), cookies.drop(TOKEN_PAGE_COOKIE)]);
    const person = await sessions.open(request);
    if (!person) return sessionEndedPage(settings);
    try {
      return await act(person, form);
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      log.error('grants_revocation_failed', error, { subject: subjectOf(person) });
      return unfinishedPage(settings);
    }
  }

  async function act(person: SignedIn, { action, id, object_id: objectId }: Form): Promise<Response> {
    const subject = subjectOf(person);
    const revoked = (of: string, count: number) => log.info('grants_revoked', { subject, of, count });
    switch (action) {
      case 'revoke': {
        // The partition belongs to this person: it does not hold the ids of others.
        if (id === undefined || !(await grants.read(subject, id))) return seeOther(backTo(origin));
        await grants.revoke(subject, id, 'person');
        revoked(subject, 1);
        return seeOther(backTo(origin, 'revoked'));
      }
      case 'revoke_all': {
        revoked(subject, await grants.revokeAll(subject, 'person'));
        return seeOther(backTo(origin, 'revoked_all'), [cookies.drop(TOKEN_PAGE_COOKIE)]);
      }
      case 'ask_person':
      case 'revoke_person': {
        if (!person.roles.includes('Owner')) {
          log.warn('grants_revocation_refused', { subject });
          return ownersOnlyPage(settings);
        }
        if (objectId === undefined) return notAnObjectIdPage(settings);
        const of = `${entra.tenantId}.${objectId}`;
        if (action === 'ask_person') return confirmPersonPage(settings, objectId, (await grants.list(of)).length);
        const count = await grants.revokeAll(of, 'owner');
        revoked(of, count);
        return seeOther(backTo(origin, 'revoked_person', count));
      }
      default:
        return seeOther(backTo(origin));
    }
  }
}

const subjectOf = ({ tenantId, objectId }: SignedIn): string => `${tenantId}.${objectId}`;
