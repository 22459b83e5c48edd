import { clientLabel, createSealKeys, type Principal } from '../../identity/index.ts';
import type { Fields, Logger, Secrets } from '../../platform/index.ts';
import { PARTY_ROLES, partiesOf, type Parties } from '../parties.ts';
import type { Risk } from '../risk.ts';
import { fingerprint, masked, maskedFile } from './masking.ts';
import { addressesIn } from './addresses-in.ts';
import { filesIn, idsIn, textLength } from './fields.ts';

/** One call of a tool, as it ended. */
export interface AuditedCall {
  readonly requestId: string;
  readonly principal: Principal;
  readonly clientName: string | undefined;
  /** Its risk is that of this very call: arguments may raise it. */
  readonly tool: { readonly name: string; readonly risk: Risk; readonly parties?: Parties | undefined };
  readonly args: unknown;
  /** `begun` before anything is sent; then `ok`, or the code of the error. */
  readonly outcome: string;
  /** The structure of the answer, where there is one. */
  readonly result: unknown;
}

/** Writes the line of one call. Never throws. */
export type Auditor = (call: AuditedCall) => void;

export interface AuditTrail {
  /**
   * To be had before a call that does more than read: without the key nothing may happen that could not be looked up later.
   *
   * @throws SecretUnavailableError
   */
  open(): Promise<Auditor>;
  /** For a call that read: one line when it has ended. Without the key the line has no hashes, and the call is not held up. */
  readonly ofRead: Auditor;
}

/** The key of the hashes, and its name. */
interface HashKey {
  readonly kid: string;
  readonly key: Uint8Array;
}

/** Arguments that were refused, or not checked yet, name nobody: what they hold may be anything. */
const UNCHECKED: ReadonlySet<string> = new Set(['begun', 'invalid_input']);

/** So many addresses of one kind stand in a line; the others are counted. */
const MOST_ADDRESSES = 50;

/**
 * The trail that says who sent what to whom, and who read what, when, through which client: one `audit` line before and one after each call that
 * does more than read (a call of which only the first is there was cut off in the middle), one after each that reads; with masked numbers and
 * their fingerprints, ids, and the length of a text but never the text.
 */
export function createAuditTrail(secrets: Secrets, log: Logger): AuditTrail {
  const keys = createSealKeys(secrets, 'audit');
  const write = (call: AuditedCall, key: HashKey | undefined) => {
    try {
      log.info('audit', { ...described(call), ...targets(call, key), hash_key: key?.kid });
    } catch (error) {
      log.error('audit_failed', error, { subject: call.principal.subject, request: call.requestId, tool: call.tool.name });
    }
  };
  return {
    async open() {
      const key = await keys.active();
      return (call) => write(call, key);
    },
    ofRead(call) {
      void keys
        .active()
        .catch(() => undefined)
        .then((key) => write(call, key));
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
    [tool.risk === 'read' ? 'found' : 'made']: idsIn(result),
    ...(length !== undefined && { text_length: length }),
  };
}

/** Whom a call reached, came from or bought; what else its arguments name; of a read, whose numbers its answer held. */
function targets({ tool, args, outcome, result }: AuditedCall, key: HashKey | undefined): Fields {
  if (UNCHECKED.has(outcome)) return {};
  const parties = partiesOf(tool.parties, args);
  const named = new Set(PARTY_ROLES.flatMap((role) => parties[role]));
  const reads = tool.risk === 'read';
  // What stands in a secret is nobody's number.
  const others = tool.risk === 'credential' ? [] : addressesIn(args, reads ? 'query' : 'settings').filter((address) => !named.has(address));
  return {
    ...PARTY_ROLES.reduce<Fields>((fields, role) => ({ ...fields, ...told(role, parties[role], masked, key) }), {}),
    ...told('about', others, masked, key),
    ...told('file', filesIn(args), maskedFile, key),
    ...(reads && told('seen', addressesIn(result, 'answer'), masked, key)),
  };
}

function told(role: string, all: readonly string[], readable: (target: string) => string, key: HashKey | undefined): Fields {
  if (all.length === 0) return {};
  const shown = all.slice(0, MOST_ADDRESSES);
  return {
    [role]: shown.map(readable),
    ...(key && { [`${role}_hash`]: shown.map((target) => fingerprint(key.key, target)) }),
    ...(all.length > shown.length && { [`${role}_more`]: all.length - shown.length }),
  };
}
