/** All that makes pages. Loaded with the first of them. */
import { createAuthorize, createNames, createPeople, createSessions, createSignIn } from '../shared/identity/index.ts';
import {
  createApprovalsPage,
  createAuditPage,
  createConnectPage,
  createConversationsPage,
  createGrantsPage,
  createShownToken,
  createTokenPage,
} from '../shared/pages/index.ts';
import { createNumberSearch } from '../shared/guard/index.ts';
import type { Services } from './compose.ts';
import type { Calls } from './compose-calls.ts';
import type { OAuth } from './compose-oauth.ts';

export { readinessPage } from '../shared/health/index.ts';
export { mcpAddressPage, unknownAddress, wrongMethod } from '../shared/pages/index.ts';
export { pageErrors } from '../shared/platform/index.ts';

type Parts = Services & Pick<Calls, 'guard' | 'inbox' | 'audit' | 'auditReader' | 'readiness'> & Pick<OAuth, 'resolveClient'>;

export function composePages(parts: Parts) {
  const { settings, secrets, guard, inbox, auditReader, readiness, counts, log, clock } = parts;
  const people = createNames({ settings, secrets, log, clock });
  const signIn = createSignIn({ settings, secrets, log, names: people });
  const sessions = createSessions(secrets, settings.publicBaseUrl);
  const services = { ...parts, signIn, sessions };
  const tokenPage = createTokenPage(services);
  const grantsPage = createGrantsPage({
    ...services,
    people: createPeople({ settings, secrets, clock }),
    shownToken: createShownToken(secrets, settings.publicBaseUrl, clock),
  });
  const approvalsPage = createApprovalsPage({ ...services, approvals: guard.approvals });
  const auditPage = createAuditPage({
    ...services,
    auditDays: settings.guard.auditDays,
    reader: auditReader,
    search: createNumberSearch(secrets),
    names: people,
  });
  const conversationsPage = createConversationsPage({ ...services, inbox: inbox.reader });
  const authorize = createAuthorize(services);
  const ready = async () => (await readiness()).readiness.ready;
  return {
    connectPage: createConnectPage({ settings, sessions, ready, counts }),
    tokenPage,
    grantsPage,
    approvalsPage,
    auditPage,
    conversationsPage,
    authorize: authorize.handler,
    loginCallback: signIn.callback({
      'test-auth': tokenPage.continuation,
      tokens: grantsPage.continuation,
      approvals: approvalsPage.continuation,
      audit: auditPage.continuation,
      conversations: conversationsPage.continuation,
      authorize: authorize.continuation,
    }),
  };
}

export type Pages = ReturnType<typeof composePages>;
