import { higher, oneUp, type OperationClass } from './classes.ts';
import { isSaid, namedLike } from './names.ts';
import type { Operation } from './operation.ts';
import { isManner, isReceiver } from './receivers.ts';
import { namesSecret } from './secrets.ts';

/** What a field does to the class of its call. `up`: one class above that of the operation. `statement`: a person states it, whatever the class. */
type Effect = OperationClass | 'up' | 'statement';

export interface FieldRule {
  readonly effect: Effect;
  readonly isNamed: (name: string) => boolean;
  /** Whether a value says something. Default: everything but null and "". */
  readonly says?: (value: unknown) => boolean;
  /** Only an argument itself, not what is inside of one. */
  readonly atTop?: true;
  /** Only in operations with this path. */
  readonly path?: string;
}

/** Values that leave something off. */
const OFF: ReadonlySet<unknown> = new Set([false, 'false', 'none', 'do-not-record', '', null, undefined]);
/** Settings are no deeper. What is, counts as switched on. */
const DEEPEST_SETTING = 3;

/** An object is off if it says so itself, or all that is in it is off. */
function isOff(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return OFF.has(value);
  if (Array.isArray(value) || depth === DEEPEST_SETTING) return false;
  const members: readonly [string, unknown][] = Object.entries(value);
  return members.some(([name, inner]) => name === 'enabled' && OFF.has(inner)) || members.every(([, inner]) => isOff(inner, depth + 1));
}

const isOn = (value: unknown): boolean => !isOff(value);
const isWord = (word: string) => (value: unknown) => typeof value === 'string' && value.trim().toLowerCase() === word;
const isNo = (value: unknown): boolean => value === false || isWord('false')(value);
const isNoFlag = (value: unknown): boolean => isSaid(value) && typeof value !== 'boolean';
/** Without a value, Telnyx takes the limit or the protection away. */
const evenNothing = (value: unknown): boolean => value !== undefined && value !== '';

const named = namedLike;

const MISSION_RUN = '/ai/missions/{mission_id}/runs/{run_id}';

/** Fields of a request, at any depth. A field raises the class of a call and never lowers it. Receivers have rules of their own. */
export const FIELD_RULES: readonly FieldRule[] = [
  { effect: 'outbound', isNamed: named('call_forwarding forwards_to translated_number transfer invite handoff'), says: isOn },
  {
    effect: 'outbound',
    isNamed: named('record *call_recording* recording_settings enable_recording transcription include_message_body'),
    says: isOn,
  },
  { effect: 'purchase', isNamed: named('daily_spend_limit* channel_limit concurrent_call_limit'), says: evenNothing },
  {
    effect: 'purchase',
    isNamed: named(
      'data_limit max_destination_rate whitelisted_destinations *_amount autoRenewal cnam_listing caller_id_name_enabled ' +
        'usage_payment_method bundle_id quantity supports_unauthenticated_web_calls',
    ),
    says: isOn,
  },
  { effect: 'delete', isNamed: named('encrypted_media authorized_imeis'), says: evenNothing },
  { effect: 'delete', isNamed: named('deletion_lock_enabled inbound_call_screening shaken_stir_enabled') },
  { effect: 'delete', isNamed: named('enabled active emergency_enabled'), says: isNo, atTop: true },
  { effect: 'delete', isNamed: named('action remaining_numbers_action'), says: isWord('disconnect') },
  { effect: 'delete', isNamed: named('Status'), says: isWord('completed') },
  // The same as the operations that end a run for good, or let its agent go on.
  { effect: 'delete', isNamed: named('status'), says: isWord('cancelled'), atTop: true, path: MISSION_RUN },
  { effect: 'outbound', isNamed: named('status'), says: isWord('running'), atTop: true, path: MISSION_RUN },
  { effect: 'credential', isNamed: namesSecret, says: isNoFlag },
  { effect: 'credential', isNamed: named('user_name'), says: isNoFlag },
  { effect: 'statement', isNamed: named('certify_* signature loa_document_id'), says: isOn },
  { effect: 'up', isNamed: named('ignore_suppression force custom_code host_messaging'), says: isOn },
];

/** Names a stored secret. Beside a URL, whoever is there gets it. */
export const isKeyReference = namedLike('*_key_ref');

const PLAIN_WRITE = { class: 'write', path: '' } as const;

/** @returns whether a rule is about this operation */
export const isOf = ({ path }: FieldRule, operation: Pick<Operation, 'path'>): boolean => path === undefined || path === operation.path;

/** A class of its own; one above `from` where the rule says so. */
export const raisedTo = (effect: OperationClass | 'up', from: OperationClass): OperationClass => (effect === 'up' ? oneUp(from) : effect);

/**
 * What a field of this name raises a call to if it says something, for who describes an operation.
 *
 * @param depth 1: an argument itself
 */
export function raises(
  name: string,
  operation: Pick<Operation, 'class' | 'path'> = PLAIN_WRITE,
  depth = 1,
): OperationClass | 'statement' | undefined {
  const { class: from } = operation;
  const rules = FIELD_RULES.filter((rule) => rule.isNamed(name) && isOf(rule, operation) && (!rule.atTop || depth === 1));
  const effects = [...rules.map(({ effect }) => effect), ...(isReceiver(name) && !isManner(name) ? (['overwrite'] as const) : [])];
  const classes = effects.flatMap((effect) => (effect === 'statement' ? [] : [raisedTo(effect, from)]));
  const highest = classes.reduce(higher, from);
  if (highest !== from) return highest;
  return effects.includes('statement') ? 'statement' : undefined;
}
