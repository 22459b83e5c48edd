import { createAuditTrail } from '../../../../shared/guard/audit/index.ts';
import { createSessions, createSignIn } from '../../../../shared/identity/login/index.ts';
import type { Inbox } from '../../../../shared/inbox/index.ts';
import { createConversationsPage } from '../../../../shared/pages/conversations/index.ts';
import { pageErrors } from '../../../../shared/platform/html/index.ts';
import { createOriginPolicy } from '../../../../shared/platform/http/index.ts';
import { createLogger } from '../../../../shared/platform/log/index.ts';
import type { Role } from '../../../../shared/platform/settings/index.ts';
import { makeSecrets } from '../../../support/keys.ts';
import { routed } from '../../../support/routed.ts';
import { ORIGIN, pageSettings, TENANT } from '../page-settings.ts';

interface Asking {
  /** Undefined: nobody has signed in. */
  readonly roles?: readonly Role[] | undefined;
  readonly tag?: string;
}

/** The pages over an inbox, with real sessions and a browser's way to ask them. */
export async function openConversationsPage(inbox: Inbox) {
  const { secrets } = await makeSecrets();
  const settings = pageSettings();
  const lines: string[] = [];
  const log = createLogger((_level, line) => lines.push(line));
  const sessions = createSessions(secrets, ORIGIN);
  const { list, one, continuation } = createConversationsPage({
    settings,
    policy: createOriginPolicy(settings),
    signIn: createSignIn({ settings, secrets, log }),
    sessions,
    inbox,
    audit: createAuditTrail(secrets, log),
    log,
    clock: Date.now,
  });
  const errors = pageErrors(settings, { href: '/conversations', label: 'Start again' });
  const [ofList, ofOne] = [list, one].map((handler) => routed(handler, { errors, event: 'conversations_page', log, origin: ORIGIN }));
  const handler = (request: Request) => {
    const wanted = new URL(request.url).pathname === '/conversations' ? ofList : ofOne;
    if (!wanted) throw new Error('No handler');
    return wanted(request);
  };
  const cookieOf = async (roles: readonly Role[] | undefined) => {
    if (roles === undefined) return '';
    const person = { tenantId: TENANT, objectId: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'Robin Vale', roles: [...roles] };
    return (await sessions.write(person)).split(';')[0] ?? '';
  };
  const ask = async (path: string, { roles, tag }: Asking, init: RequestInit = {}) =>
    handler(
      new Request(ORIGIN + path, {
        ...init,
        headers: {
          cookie: await cookieOf(roles),
          'sec-fetch-site': 'same-origin',
          ...(tag !== undefined && { 'if-none-match': tag }),
          ...(init.headers as Record<string, string> | undefined),
        },
      }),
    );
  const get = (path = '', asking: Asking = { roles: ['Reader'] }) => ask(`/conversations${path}`, asking);
  const post = (path: string, form: Readonly<Record<string, string>>, site = 'same-origin') =>
    ask(
      `/conversations${path}`,
      { roles: ['Reader'] },
      { method: 'POST', body: new URLSearchParams(form), headers: { 'sec-fetch-site': site } },
    );
  return { get, post, lines, continuation };
}
