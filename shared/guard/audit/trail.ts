import { LRUCache } from 'lru-cache';
import { clientLabel, createSealKeys, type Principal } from '../../identity/index.ts';
import type { Fields, Logger, Secrets } from '../../platform/index.ts';
import { partiesOf, type Parties } from '../parties.ts';
import type { Risk } from '../risk.ts';
import { fingerprint, masked } from './masking.ts';
import { addressesIn } from './addresses-in.ts';
import { idsIn, textLength } from './fields.ts';
import { readable, TARGET_ROLES, targetsOf } from './targets.ts';

/** One tool call. */
export interface AuditedCall {
  readonly requestId: string;
  readonly principal: Principal;
  readonly clientName: string | undefined;
  /** `risk` is that of this call, whose arguments may raise that of the tool. */
  readonly tool: { readonly name: string; readonly risk: Risk; readonly parties?: Parties | undefined };
  readonly args: unknown;
  /** `begun` before anything is sent, then `ok` or the code of the error. */
  readonly outcome: string;
  /** The structured answer, if there is one. */
  readonly result: unknown;
}

/** What a page showed to a person who signed in. */
export interface ShownPage {
  /** `<tenant id>.<object id>` */
  readonly subject: string;
  /** Its route: `/conversations`. It stands where the lines of calls have the tool. */
  readonly page: string;
  /** The two ends of a conversation: numbers as they are. */
  readonly own?: string | undefined;
  readonly others?: readonly string[];
  /** Numbers in a list. */
  readonly seen?: readonly string[];
  /** Ids, as `name=value`: of a call, of a conversation. */
  readonly ids?: readonly string[];
}

/** Writes one line about a call. Never throws. */
export type Auditor = (call: AuditedCall) => void;

export interface AuditTrail {
  /**
   * Opens the trail before a call that does more than read. Without the audit key, no such call may happen.
   *
   * @throws SecretUnavailableError
   */
  open(): Promise<Auditor>;
  /** Writes the line of a finished read. Does not delay the call; without the audit key, the line has no hashes. */
  readonly ofRead: Auditor;
}

export interface PageTrail {
  /**
   * Writes the line of a page that reads. Never throws and delays nothing. What is shown again within the same hour, as by a page that refreshes
   * itself, has no second line.
   */
  readonly ofPage: (shown: ShownPage) => void;
}

/** The key of fingerprints, with its name. */
export interface HashKey {
  readonly kid: string;
  readonly key: Uint8Array;
}

/** With these outcomes, the arguments were not checked or not accepted: they could hold anything, so the line holds nothing of them. */
const UNCHECKED: ReadonlySet<string> = new Set(['begun', 'invalid_input', 'not_selected']);

/** The addresses of one role in a line or row, which counts the others. */
export const MOST_ADDRESSES = 50;

const HOUR_MS = 3_600_000;
/** Pages whose line is less than an hour old. Where there are more, a line is written twice. */
const MOST_SHOWN = 10_000;

/**
 * Makes the audit trail: who sent what to whom and who read what, when and with which client. A call that does more than read has one `audit`
 * line before it and one after it; if the second is missing, the call was cut off. A read has one line after it. Lines hold masked numbers and
 * their fingerprints, ids, and the length of a text, but never the text.
 *
 * @param clock milliseconds since the epoch
 */
export function createAuditTrail(secrets: Secrets, log: Logger, clock: () => number = Date.now): AuditTrail & PageTrail {
  const keys = createSealKeys(secrets, 'audit');
  const shown = new LRUCache<string, number>({ max: MOST_SHOWN });
  const write = (call: AuditedCall, key: HashKey | undefined) => {
    try {
      log.info('audit', { ...callFields(call), ...targetFields(call, key), hash_key: key?.kid });
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
    ofPage(page) {
      const { subject } = page;
      const again = JSON.stringify([subject, page.page, page.own, page.others, page.ids]);
      if (clock() - (shown.get(again) ?? -Infinity) < HOUR_MS) return;
      shown.set(again, clock());
      void keys
        .active()
        .catch(() => undefined)
        .then((key) => log.info('audit', { ...pageFields(page, key), hash_key: key?.kid }))
        .catch((error: unknown) => log.error('audit_failed', error, { subject, tool: page.page }));
    },
  };
}

function callFields({ requestId, principal, clientName, tool, args, outcome, result }: AuditedCall): Fields {
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

function pageFields({ subject, page, own, others = [], seen = [], ids = [] }: ShownPage, key: HashKey | undefined): Fields {
  const { from, to } = partiesOf({ from: 'own', to: 'others' }, { own, others });
  const inList = partiesOf({ to: 'seen' }, { seen }).to;
  return {
    subject,
    client: 'browser',
    tool: page,
    risk: 'read',
    outcome: 'ok',
    given: ids,
    ...roleFields('to', to, masked, key),
    ...roleFields('from', from, masked, key),
    ...roleFields('seen', inList, masked, key),
  };
}

/** What a call is about, and the addresses in the answer of a read. */
function targetFields({ tool, args, outcome, result }: AuditedCall, key: HashKey | undefined): Fields {
  if (UNCHECKED.has(outcome)) return {};
  const targets = targetsOf(tool, args);
  return {
    ...TARGET_ROLES.reduce<Fields>(
      (fields, role) => ({ ...fields, ...roleFields(role, targets[role], (target) => readable(role, target), key) }),
      {},
    ),
    ...(tool.risk === 'read' && roleFields('seen', addressesIn(result, 'answer'), masked, key)),
  };
}

function roleFields(role: string, targets: readonly string[], mask: (target: string) => string, key: HashKey | undefined): Fields {
  if (targets.length === 0) return {};
  const shown = targets.slice(0, MOST_ADDRESSES);
  return {
    [role]: shown.map(mask),
    ...(key && { [`${role}_hash`]: shown.map((target) => fingerprint(key.key, target)) }),
    ...(targets.length > shown.length && { [`${role}_more`]: targets.length - shown.length }),
  };
}
