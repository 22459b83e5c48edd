import { z } from 'zod';
import { type LoginContinuation, type Sessions, type SignedIn, type SignIn } from '../../identity/index.ts';
import type { Approval, Approvals, Decision } from '../../guard/index.ts';
import {
  createCookies,
  type Handler,
  type Logger,
  type OriginPolicy,
  readForm,
  seeOther,
  type Settings,
  StoreUnavailableError,
} from '../../platform/index.ts';
import { TOKEN_PAGE_COOKIE } from '../token/index.ts';
import { decidedPage } from './decided-pages.ts';
import { listPage } from './list-page.ts';
import { noticed, noticeOf, type Done } from './notices.ts';
import { foreignFormPage, notYoursPage, sessionEndedPage, signInPage, unfinishedPage, unknownActionPage } from './other-pages.ts';
import { requestPage } from './request-page.ts';

interface Parts {
  readonly settings: Settings;
  readonly policy: OriginPolicy;
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly approvals: Approvals;
  readonly log: Logger;
  readonly clock: () => number;
}

interface ApprovalsPage {
  /** Of /approvals: all that waits. */
  readonly list: Handler;
  /** Of /approvals/{id}: one request. */
  readonly request: Handler;
  /** What happens after their login. */
  readonly continuation: LoginContinuation;
}

/** Our own pages only: whoever signs in comes back to one of them and to nothing else. */
const LoginState = z.object({ path: z.string().regex(/^\/approvals(?:\/[\w-]{1,64})?$/) });

const RequestForm = z.object({
  action: z.enum(['send', 'deny', 'login']).optional().catch(undefined),
  scope: z.enum(['once', 'hour']).catch('once'),
  nonce: z.string().max(200).catch(''),
});

const ListForm = z.object({
  action: z.enum(['approve_selected', 'deny_selected', 'end', 'login', 'sign_out']).optional().catch(undefined),
  permission: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .optional()
    .catch(undefined),
});

/** `<id>.<nonce>` of a ticked box. */
const TICKED = /^([\w-]{1,64})\.([\w-]{1,200})$/;

/** The pages on which a person decides. Only a form of ours decides, in the session of the person who asked. */
export function createApprovalsPage({ settings, policy, signIn, sessions, approvals, log, clock }: Parts): ApprovalsPage {
  const { publicBaseUrl: origin } = settings;
  const cookies = createCookies(origin);
  const startAgain = { href: '/approvals', label: 'Start again' };
  const pathIn = (state: unknown) => LoginState.safeParse(state).data?.path ?? '/approvals';

  return {
    list: (request) => (request.method === 'POST' ? decideSelected(request) : showList(request)),
    request: (request) => (request.method === 'POST' ? decideOne(request) : showOne(request)),
    continuation: {
      loggedIn: async (person, state) => seeOther(origin + pathIn(state), [await sessions.write(person)]),
      backLink: (state) => ({ ...startAgain, href: pathIn(state) }),
      startAgain,
    },
  };

  async function showOne(request: Request): Promise<Response> {
    const { address, id } = placeOf(request);
    const person = await sessions.open(request);
    if (!person) return signInPage(settings, address);
    const approval = await approvals.read(subjectOf(person), id);
    if (approval === undefined || approval === 'other') return notYoursPage(settings, person, address);
    const notice = noticeFor(request);
    if (approval.state !== 'waiting') return decidedPage(settings, approval.state, approval, notice);
    return requestPage(settings, { person, approval, notice, now: clock() });
  }

  async function decideOne(request: Request): Promise<Response> {
    const { address, path, id } = placeOf(request);
    const { action, scope, nonce } = RequestForm.parse(Object.fromEntries(await readForm(request)));
    // Before the check of the form: a login decides nothing, and on http://127.0.0.1 its form leads to http://localhost, where the cookies belong.
    if (action === 'login') return signIn.begin(request, 'approvals', { path });
    if (!policy.isOwnForm(request)) return foreignFormPage(settings, path);
    const person = await sessions.open(request);
    if (!person) return sessionEndedPage(settings, address);
    if (action === undefined) return unknownActionPage(settings, path);
    const decision = action === 'deny' ? 'deny' : scope === 'hour' ? 'approve_hour' : 'approve';
    return finished(person, path, async () => {
      const approval = await decide(person, id, nonce, decision);
      if (approval === undefined || approval === 'other') return notYoursPage(settings, person, address);
      return seeOther(address + outcome(approval, decision));
    });
  }

  async function showList(request: Request): Promise<Response> {
    const person = await sessions.open(request);
    if (!person) return signInPage(settings, `${origin}/approvals`);
    return listPage(settings, { person, ...(await approvals.list(subjectOf(person))), notice: noticeFor(request), now: clock() });
  }

  async function decideSelected(request: Request): Promise<Response> {
    const form = await readForm(request);
    const { action, permission } = ListForm.parse(Object.fromEntries(form));
    const address = `${origin}/approvals`;
    if (action === 'login') return signIn.begin(request, 'approvals', { path: '/approvals' });
    if (!policy.isOwnForm(request)) return foreignFormPage(settings, '/approvals');
    if (action === 'sign_out') return seeOther(address, [sessions.drop(), cookies.drop(TOKEN_PAGE_COOKIE)]);
    const person = await sessions.open(request);
    if (!person) return sessionEndedPage(settings, address);
    if (action === undefined) return unknownActionPage(settings, '/approvals');
    return finished(person, '/approvals', async () => {
      if (action !== 'end') return seeOther(address + (await decideAll(person, form.getAll('request'), action)));
      if (permission === undefined) return seeOther(address);
      await approvals.endPermission(subjectOf(person), permission);
      return seeOther(address + noticed('ended'));
    });
  }

  /** Tells a person where the tables failed in the middle: something may be decided. */
  async function finished(person: SignedIn, path: string, work: () => Promise<Response>): Promise<Response> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      log.error('approvals_decision_failed', error, { subject: subjectOf(person) });
      return unfinishedPage(settings, path);
    }
  }

  /** One after the other: all are rows of one partition. */
  async function decideAll(person: SignedIn, ticked: readonly string[], action: 'approve_selected' | 'deny_selected'): Promise<string> {
    const decision = action === 'approve_selected' ? 'approve' : 'deny';
    const pairs = ticked.flatMap((each) => {
      const [, id, nonce] = TICKED.exec(each) ?? [];
      return id === undefined || nonce === undefined ? [] : [{ id, nonce }];
    });
    if (pairs.length === 0) return noticed('nothing');
    let count = 0;
    for (const { id, nonce } of pairs) {
      const approval = await decide(person, id, nonce, decision);
      if (typeof approval === 'object' && approval.state === STATE[decision]) count += 1;
    }
    return noticed(decision === 'approve' ? 'approved' : 'denied', { count, missed: pairs.length - count });
  }

  async function decide(person: SignedIn, id: string, nonce: string, decision: Decision): Promise<Approval | 'other' | undefined> {
    const subject = subjectOf(person);
    const approval = await approvals.decide(subject, id, nonce, decision);
    const state = typeof approval === 'object' ? approval.state : 'none';
    log.info('approval_decided', { subject, approval: id, decision, state });
    return approval;
  }

  /** Only after our own form: a link from elsewhere must not claim that something was decided. */
  function noticeFor(request: Request): string | undefined {
    return policy.isOwnForm(request) ? noticeOf(new URL(request.url).searchParams) : undefined;
  }

  /** The page of a request. An id that cannot be one is looked up as an empty one, which does not exist. */
  function placeOf(request: Request): { readonly id: string; readonly path: string; readonly address: string } {
    const id = /^\/approvals\/([\w-]{1,64})$/.exec(new URL(request.url).pathname)?.[1] ?? '';
    const path = id === '' ? '/approvals' : `/approvals/${id}`;
    return { id, path, address: origin + path };
  }
}

const STATE = { approve: 'approved', approve_hour: 'approved', deny: 'denied' } as const;

/** The query of the page afterwards, which tells where another decision counted. */
function outcome({ state }: Approval, decision: Decision): string {
  if (state === STATE[decision]) return '';
  const done: Done = state === 'waiting' ? 'changed' : 'before';
  return noticed(done);
}

const subjectOf = ({ tenantId, objectId }: SignedIn): string => `${tenantId}.${objectId}`;
