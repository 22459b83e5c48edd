import type { Auditor } from '../../../shared/guard/index.ts';
import type { Principal, Scope } from '../../../shared/identity/index.ts';
import type { Admitted } from '../../../shared/mcp/admit.ts';
import { createCatalogue, serverInfo } from '../../../shared/mcp/index.ts';
import { createLogger, NO_TELEMETRY } from '../../../shared/platform/index.ts';
import { EMPTY_INBOX } from '../../support/fake-inbox.ts';
import { OPEN_GUARD } from '../../support/open-guard.ts';
import { NO_LIMIT, origin, tools } from './endpoint-under-test.ts';

export const catalogue = createCatalogue(tools);

export const holderOf = (...scopes: readonly Scope[]): Principal => ({
  subject: 't.o',
  tenantId: 't',
  objectId: 'o',
  clientId: 'c',
  tokenId: 'j',
  grantId: 'g',
  roles: ['Owner'],
  scopes,
  expiresAt: 0,
});

/** A person with these scopes, who may use all tools. */
export const admittedWith = (...scopes: readonly Scope[]): Admitted => {
  const holder = holderOf(...scopes);
  return { holder, principal: holder, catalogue };
};

export const message = (method: string, params?: object) => ({ jsonrpc: '2.0', id: 7, method, params });
export const callOf = (name: string, args?: unknown) => message('tools/call', { name, arguments: args });

export const post = (body: string | object = '', query = '') =>
  new Request(`${origin}/mcp/stream${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** Everything that the steps need, without limits; what happened, in its order; the lines of the log. */
export function stepOptions() {
  const lines: { event: string; outcome?: string }[] = [];
  const happened: string[] = [];
  const auditor: Auditor = ({ outcome }) => void happened.push(`audit ${outcome}`);
  const services = {
    // The tools here call nobody.
    telnyx: () => Object.create(null) as never,
    storage: () => Object.create(null) as never,
    inbox: EMPTY_INBOX,
    guard: OPEN_GUARD,
    questions: { seal: () => Promise.reject(new Error('nobody is asked')), open: () => Promise.resolve(undefined) },
    audit: {
      open: () => {
        happened.push('audit opened');
        return Promise.resolve(auditor);
      },
      ofRead: auditor,
    },
  };
  const options = {
    origin,
    serverInfo: serverInfo({ serverTitle: undefined }),
    catalogue,
    verify: (authorization: string | null) => {
      happened.push(`verify ${String(authorization)}`);
      return Promise.resolve(holderOf('telnyx.read', 'telnyx.send'));
    },
    messageLimit: NO_LIMIT,
    credentials: () => {
      happened.push('credentials');
      return Promise.resolve();
    },
    calls: () => Promise.resolve(services),
    log: createLogger((_level, line) => lines.push(JSON.parse(line) as { event: string })),
    telemetry: NO_TELEMETRY,
    clock: () => 0,
  };
  return { options, services, happened, lines };
}

/** Status and body of an answer. */
export async function answerOf(response: unknown): Promise<unknown[]> {
  if (!(response instanceof Response)) throw new Error('The step did not end the request.');
  return [response.status, await response.json()];
}
