/** Members that hold ids of Telnyx, by their names: a new tool needs to declare nothing. `call_sid` is TeXML's id of a call. */
const ID_NAME = /^(id|\w+_(id|sid)|bucket(_name)?)$/;
/** UUIDs, digits, `v3:…`: nothing that holds a sentence. Longer ones are no ids. */
const ID_VALUE = /^[\w:.+/=-]{1,256}$/;
/** So many digits with a plus in front are a number, wherever they stand. */
const NUMBER = /^\+\d+$/;

/** In: arguments or an answer. Out: the ids at its top level, as `name=value`. */
export function idsIn(record: unknown): readonly string[] {
  if (typeof record !== 'object' || record === null) return [];
  return Object.entries(record).flatMap(([name, value]: [string, unknown]) => {
    const isId = ID_NAME.test(name) && typeof value === 'string' && ID_VALUE.test(value) && !NUMBER.test(value);
    return isId ? [`${name}=${value}`] : [];
  });
}

/** Members that hold what a person will read or hear. */
const TEXTS = ['text', 'payload', 'message'] as const;

/** In: arguments. Out: how many characters of text they hold; undefined where they hold none. */
export function textLength(args: unknown): number | undefined {
  if (typeof args !== 'object' || args === null) return undefined;
  const given = new Map<string, unknown>(Object.entries(args));
  const texts = TEXTS.map((name) => given.get(name)).filter((text) => typeof text === 'string');
  return texts.length === 0 ? undefined : texts.reduce((sum, text) => sum + text.length, 0);
}
