import { fileTarget } from './masking.ts';

/** Members that hold ids of Telnyx, by their names: a new tool needs to declare nothing. `call_sid` is TeXML's id of a call. */
const ID_NAME = /^(id|\w+_(id|sid)|bucket(_name)?)$/;
const IDS_NAME = /^\w+_ids$/;
/** A search by a part of something: an id is told, and anything else may be words. */
const PART_NAME = /^\w+_contains$/;
/** UUIDs, digits, `v3:…`: nothing that holds a sentence. Longer ones are no ids. */
const ID_VALUE = /^[\w:.+/=-]{1,256}$/;
/** What nobody takes for words: a UUID, or the id of a call. */
const PLAIN_ID = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|v\d:[\w-]{20,250})$/i;
/** So many digits with a plus in front are a number, wherever they stand. */
const NUMBER = /^\+\d+$/;

/** @returns The ids at the top level of arguments or of an answer, as `name=value`; those in lists of ids, and those that are searched for. */
export function idsIn(record: unknown): readonly string[] {
  return entriesOf(record).flatMap(([name, value]) => {
    if (name === 'filters' && Array.isArray(value)) return value.flatMap(idOfFilter);
    const values = IDS_NAME.test(name) && Array.isArray(value) ? value.map((each: unknown) => each) : [value];
    return values.flatMap((each) => (isId(name, each) ? [`${name}=${each}`] : []));
  });
}

/** `{field: 'call_leg_id', op: 'eq', value: '…'}` */
function idOfFilter(filter: unknown): string[] {
  const { field, value } = Object.fromEntries(entriesOf(filter));
  return typeof field === 'string' && isId(field, value) ? [`${field}=${value}`] : [];
}

function isId(name: string, value: unknown): value is string {
  if (typeof value !== 'string') return false;
  if (PART_NAME.test(name)) return PLAIN_ID.test(value);
  return (ID_NAME.test(name) || IDS_NAME.test(name)) && ID_VALUE.test(value) && !NUMBER.test(value);
}

/** @returns Whether a member of this name holds ids, and so no number. */
export const isIdName = (name: string): boolean => ID_NAME.test(name) || IDS_NAME.test(name);

/** @returns The file, or the beginning of its name, that arguments name. */
export function filesIn(args: unknown): readonly string[] {
  const { bucket_name: bucket, key, prefix } = Object.fromEntries(entriesOf(args));
  const name = key ?? prefix;
  return typeof bucket === 'string' && typeof name === 'string' ? [fileTarget(bucket, name)] : [];
}

/** Members that hold what a person will read or hear. */
const TEXTS = ['text', 'payload', 'message'] as const;

/** @returns How many characters of text arguments hold; undefined where they hold none. */
export function textLength(args: unknown): number | undefined {
  const given = new Map(entriesOf(args));
  const texts = TEXTS.map((name) => given.get(name)).filter((text) => typeof text === 'string');
  return texts.length === 0 ? undefined : texts.reduce((sum, text) => sum + text.length, 0);
}

function entriesOf(record: unknown): [string, unknown][] {
  return typeof record === 'object' && record !== null ? Object.entries(record) : [];
}
