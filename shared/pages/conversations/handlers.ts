import { z } from 'zod';
import type { PageTrail } from '../../guard/index.ts';
import { scopesOfRoles, type LoginContinuation, type Sessions, type SignedIn, type SignIn } from '../../identity/index.ts';
import type { Inbox } from '../../inbox/index.ts';
import { type Handler, type Logger, type OriginPolicy, readForm, seeOther, type Settings } from '../../platform/index.ts';
import { callPage } from './call-page.ts';
import { listPage } from './list-page.ts';
import { foreignFormPage, nothingHerePage, readersOnlyPage, signInPage } from './other-pages.ts';
import { placeIn, readListQuery, readThreadQuery } from './places.ts';
import { threadPage } from './thread-page.ts';

interface Parts {
  readonly settings: Pick<Settings, 'publicBaseUrl' | 'serverTitle'>;
  readonly policy: OriginPolicy;
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly inbox: Pick<Inbox, 'list' | 'thread' | 'call' | 'days'>;
  /** Who read which conversation. */
  readonly audit: PageTrail;
  readonly log: Logger;
  readonly clock: () => number;
}

interface ConversationsPage {
  /** Of /conversations: all of them, the newest first. */
  readonly list: Handler;
  /** Of /conversations/{id}: a conversation, a call or a topic. */
  readonly one: Handler;
  /** What happens after their login. */
  readonly continuation: LoginContinuation;
}

const CONVERSATIONS_SHOWN = 30;
const ITEMS_SHOWN = 40;

const Form = z.object({ action: z.enum(['login', 'sign_out']).optional().catch(undefined) });
/** Our own pages only: whoever signs in comes back to one of them and to nothing else. */
const State = z.object({ path: z.string().transform((path) => placeIn(path).path) });

/** The pages on which people read what Telnyx told: for every role that may read. */
export function createConversationsPage({ settings, policy, signIn, sessions, inbox, audit, log, clock }: Parts): ConversationsPage {
  const { publicBaseUrl: origin } = settings;
  const startAgain = { href: '/conversations', label: 'Start again' };
  const pathIn = (state: unknown) => State.safeParse(state).data?.path ?? '/conversations';

  return {
    list: (request) => (request.method === 'POST' ? submit(request) : asReader(request, (person) => showList(request, person))),
    one: (request) => (request.method === 'POST' ? submit(request) : asReader(request, (person) => showOne(request, person))),
    continuation: {
      loggedIn: async (person, state) => seeOther(origin + pathIn(state), [await sessions.write(person)]),
      backLink: (state) => ({ ...startAgain, href: pathIn(state) }),
      startAgain,
    },
  };

  async function asReader(request: Request, show: (person: SignedIn) => Promise<Response>): Promise<Response> {
    const { path } = placeIn(new URL(request.url).pathname);
    const person = await sessions.open(request);
    if (!person) return signInPage(settings, origin + path);
    if (scopesOfRoles(person.roles).includes('telnyx.read')) return show(person);
    log.warn('conversations_refused', { subject: subjectOf(person) });
    return readersOnlyPage(settings, origin + path, person);
  }

  async function showList(request: Request, person: SignedIn): Promise<Response> {
    const { of, before } = readListQuery(new URL(request.url).searchParams);
    const own = of === undefined ? undefined : (await inbox.thread({ id: of, limit: 1 })).own;
    const list = await inbox.list({ own, before, limit: CONVERSATIONS_SHOWN });
    const seen = list.conversations.flatMap((each) => [...(each.own === undefined ? [] : [each.own]), ...each.others]);
    audit.ofPage({ subject: subjectOf(person), page: '/conversations', seen });
    const filter = own === undefined ? undefined : { own, of };
    return listPage(settings, { request, person, list, filter, before, days: inbox.days });
  }

  async function showOne(request: Request, person: SignedIn): Promise<Response> {
    const { searchParams, pathname } = new URL(request.url);
    const { id, kind } = placeIn(pathname);
    if (kind === 'call') return showCall(request, person, id);
    if (kind === undefined) return nothingHerePage(settings, person, inbox.days);
    const { before } = readThreadQuery(searchParams);
    const thread = await inbox.thread({ id, limit: ITEMS_SHOWN, before });
    if (thread.items.length === 0 && before === undefined) return nothingHerePage(settings, person, inbox.days);
    audit.ofPage({ subject: subjectOf(person), page: '/conversations/{id}', own: thread.own, others: thread.others, ids: [`id=${id}`] });
    return threadPage(settings, { request, person, thread, before, days: inbox.days });
  }

  async function showCall(request: Request, person: SignedIn, id: string): Promise<Response> {
    const story = await inbox.call(id.startsWith('v') ? { id } : { sessionId: id });
    if (story === undefined) return nothingHerePage(settings, person, inbox.days);
    const { from, to, direction } = story;
    const [own, other] = direction === 'incoming' ? [to, from] : [from, to];
    const others = other === undefined ? [] : [other];
    audit.ofPage({ subject: subjectOf(person), page: '/conversations/{id}', own, others, ids: [`call=${story.sessionId ?? id}`] });
    const thread = own === undefined || other === undefined ? undefined : await inbox.thread({ own, others: [other], limit: 1 });
    return callPage(settings, { request, person, story, own, other, threadId: thread?.id, now: clock() });
  }

  async function submit(request: Request): Promise<Response> {
    const { path } = placeIn(new URL(request.url).pathname);
    const { action } = Form.parse(Object.fromEntries(await readForm(request)));
    // Before the check of the form: a login changes nothing, and on http://127.0.0.1 its form leads to http://localhost, where the cookies belong.
    if (action === 'login') return signIn.begin(request, 'conversations', { path });
    if (!policy.isOwnForm(request)) return foreignFormPage(settings);
    return seeOther(origin + path, action === 'sign_out' ? [sessions.drop()] : []);
  }
}

const subjectOf = ({ tenantId, objectId }: SignedIn): string => `${tenantId}.${objectId}`;
