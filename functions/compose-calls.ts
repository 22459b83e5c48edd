/** All that carrying out calls takes, with what is kept of them. Loaded with the first call. */
import { createAuditReader, createAuditTrail, createGuard, GUARD_TABLE } from '../shared/guard/index.ts';
import { createSealer } from '../shared/identity/index.ts';
import { createReadiness } from '../shared/health/index.ts';
import { createInbox } from '../shared/inbox/index.ts';
import { connectTable, createTable } from '../shared/platform/index.ts';
import { createAccount, createStorage, createTelnyx } from '../shared/telnyx/index.ts';
import type { Services } from './compose.ts';

export function composeCalls(services: Services) {
  const { settings, secrets, grants, counts, catalogue, apiKey, log, clock } = services;
  const telnyx = createTelnyx({ baseUrl: settings.telnyxBaseUrl, apiKey });
  const inbox = createInbox({ settings, secrets, telnyx, log, clock });
  const guard = createGuard({ settings, secrets, account: createAccount({ telnyx, clock }), heard: inbox.answers, log });
  const auditReader = createAuditReader({ ask: createTable(() => connectTable(GUARD_TABLE, settings.tables, settings.identityClientId)) });
  const audit = createAuditTrail(secrets, log);
  return {
    inbox,
    guard,
    audit,
    auditReader,
    readiness: createReadiness({ ...services, telnyx, store: grants, ...counts, guards: settings.guard, wholeApi: catalogue.wholeApi }),
    /** For the MCP endpoint. */
    services: {
      telnyx,
      storage: createStorage({ urlTemplate: settings.telnyxStorageUrl, apiKey }),
      inbox: inbox.reader,
      guard,
      audit,
      questions: createSealer(secrets, 'question', settings.publicBaseUrl),
    },
    /** @returns how many old entries of the audit were deleted */
    purgeAudit: () => auditReader.purge(clock() - settings.guard.auditDays * 86_400_000),
  };
}

export type Calls = ReturnType<typeof composeCalls>;
