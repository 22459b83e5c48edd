import { fileTarget } from './masking.ts';

/** Members that hold Telnyx ids, by their names, so that tools need not declare them. `call_sid` is TeXML's id of a call. */
const ID_NAME = /^(id|\w+_(id|sid)|bucket(_name)?)$/;
const IDS_NAME = /^\w+_ids$/;
/** A search for a part of a value: the trail holds it only if it is an id, because anything else may be words. */
const PART_NAME = /^\w+_contains$/;
/** UUIDs, digits, `v3:…`, but no sentences. */
const ID_VALUE = /^[\w:.+/=-]{1,256}$/;
/** What is surely an id: a UUID, or the id of a call. */
const PLAIN_ID = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|v\d:[\w-]{20,250})$/i;
/** A telephone number, whatever its member is called. */
const NUMBER = /^\+\d+$/;

/** @returns whether this is Telnyx's id of a number, which may stand in place of the number: no number has as many digits. */
export const isNumberId = (value: string): boolean => /^\d{16,20}$/.test(value);

/** @returns the ids at the top level of arguments or an answer, in lists of ids and in filters, as `name=value`. */
export function idsIn(record: unknown): readonly string[] {
  return entriesOf(record).flatMap(([name, value]) => {
    if (name === 'filters' && Array.isArray(value)) return value.flatMap(idOfFilter);
    const values = IDS_NAME.test(name) && Array.isArray(value) ? value.map((each: unknown) => each) : [value];
    return values.flatMap((each) => (isId(name, each) ? [`${name}=${each}`] : []));
  });
}

/** @param filter such as `{field: 'call_leg_id', op: 'eq', value: '…'}` */
function idOfFilter(filter: unknown): string[] {
  const { field, value } = Object.fromEntries(entriesOf(filter));
  return typeof field === 'string' && isId(field, value) ? [`${field}=${value}`] : [];
}

function isId(name: string, value: unknown): value is string {
  if (typeof value !== 'string') return false;
  if (name === 'phone_number') return isNumberId(value);
  if (PART_NAME.test(name)) return PLAIN_ID.test(value);
  return (ID_NAME.test(name) || IDS_NAME.test(name)) && ID_VALUE.test(value) && !NUMBER.test(value);
}

/** @returns whether a member of this name holds ids, and so no telephone numbers. */
export const isIdName = (name: string): boolean => ID_NAME.test(name) || IDS_NAME.test(name);

/** @returns the file that arguments name, or the beginning of its name. */
export function filesIn(args: unknown): readonly string[] {
  const { bucket_name: bucket, key, prefix } = Object.fromEntries(entriesOf(args));
  const name = key ?? prefix;
  return typeof bucket === 'string' && typeof name === 'string' ? [fileTarget(bucket, name)] : [];
}

/** Members with text that a person reads or hears. */
const TEXTS = ['text', 'payload', 'message', 'say'] as const;

/** @returns the number of characters in the texts of arguments; undefined if there are none. */
export function textLength(args: unknown): number | undefined {
  const members = new Map(entriesOf(args));
  const texts = TEXTS.map((name) => members.get(name)).filter((text) => typeof text === 'string');
  return texts.length === 0 ? undefined : texts.reduce((sum, text) => sum + text.length, 0);
}

function entriesOf(record: unknown): [string, unknown][] {
  return typeof record === 'object' && record !== null ? Object.entries(record) : [];
}
