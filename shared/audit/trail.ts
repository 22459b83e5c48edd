import { clientLabel, createSealKeys, type Principal } from '../auth/index.ts';
import type { Fields, Logger } from '../log/index.ts';
import type { Secrets } from '../secrets/index.ts';
import { PARTY_ROLES, partiesOf, type Tool } from '../tool/index.ts';
import { fingerprint, masked } from './address.ts';
import { idsIn, textLength } from './facts.ts';

/** One call of a tool, as it ended. */
export interface AuditedCall {
  readonly requestId: string;
  readonly principal: Principal;
  readonly clientName: string | undefined;
  readonly tool: Pick<Tool, 'name' | 'risk' | 'parties'>;
  readonly args: unknown;
  /** `begun` before anything is sent; then `ok`, or the code of the error. */
  readonly outcome: string;
  /** The structure of the answer, where there is one. */
  readonly result: unknown;
}

/** Writes the line of one call. Never throws. */
export type Auditor = (call: AuditedCall) => void;

export interface AuditTrail {
  /** To be had before a call is made: without the key nothing may happen that could not be looked up later. Errors: SecretUnavailableError. */
  open(): Promise<Auditor>;
}

/** Arguments that were refused, or not checked yet, name nobody: what they hold may be anything. */
const UNCHECKED: ReadonlySet<string> = new Set(['begun', 'invalid_input']);

/**
 * In: the secrets; the log. Out: the trail that says who sent what to whom, when, through which client: one `audit` line before and one after each
 * call that does more than read (a call of which only the first is there was cut off in the middle), with masked numbers and their fingerprints, ids, and the length of a text but never the text.
 */
export function createAuditTrail(secrets: Secrets, log: Logger): AuditTrail {
  const keys = createSealKeys(secrets, 'audit');
  return {
    async open() {
      const { kid, key } = await keys.active();
      return (call) => log.info('audit', { ...described(call), ...people(call, key), hash_key: kid });
    },
  };
}

function described({ requestId, principal, clientName, tool, args, outcome, result }: AuditedCall): Fields {
  const length = UNCHECKED.has(outcome) ? undefined : textLength(args);
  return {
    request: requestId,
    subject: principal.subject,
    grant: principal.grantId,
    client: clientLabel(principal.clientId),
    ...(clientName !== undefined && { client_name: clientName }),
    tool: tool.name,
    risk: tool.risk,
    outcome,
    ...(!UNCHECKED.has(outcome) && { given: idsIn(args) }),
    made: idsIn(result),
    ...(length !== undefined && { text_length: length }),
  };
}

function people({ tool, args, outcome }: AuditedCall, key: Uint8Array): Fields {
  if (UNCHECKED.has(outcome)) return {};
  const found = partiesOf(tool.parties, args);
  return Object.fromEntries(
    PARTY_ROLES.flatMap((role) => {
      const addresses = found[role];
      if (addresses.length === 0) return [];
      return [
        [role, addresses.map(masked)],
        [`${role}_hash`, addresses.map((address) => fingerprint(key, address))],
      ];
    }),
  );
}
