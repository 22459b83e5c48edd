import { isRecord } from '../../platform/index.ts';

/** What one entry says, as it came. */
export type Words = Readonly<Partial<Record<'code' | 'title' | 'detail' | 'at' | 'sipCode' | 'more', string>>>;

type Members = Readonly<Record<string, unknown>>;

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value : undefined);

const codeIn = (value: unknown): string | undefined => textIn(value) ?? (typeof value === 'number' ? String(value) : undefined);

/** The first member that holds something. */
const first = <Value>(members: Members, names: readonly string[], read: (value: unknown) => Value | undefined): Value | undefined =>
  names.map((name) => read(members[name])).find((value) => value !== undefined);

/** Members that hold the sentence of an entry. */
const SENTENCES = ['detail', 'message', 'msg', 'description', 'error_description', 'reason', 'error'];

/** Deeper than any known shape. */
const DEEPEST = 4;

/**
 * Finds what a rejection says in any JSON: `errors`, `error`, `detail` or `message`, each as a text, an object or a list; problem details
 * (RFC 9457); the validation errors of FastAPI; lists at the root. What does not fit is left out, and the rest stays.
 *
 * @param json parsed
 * @returns every entry that says something, each once
 */
export function problemsIn(json: unknown): Words[] {
  const found = withSipCode([...entriesIn(json, 0), ...sipReason(json)]);
  const titled = new Set(found.filter(({ title }) => title !== undefined).map(keyOf));
  const said = new Set<string>();
  return found.filter((words) => {
    const key = keyOf(words);
    // An entry without a title says no more than the same with one.
    return words.title === undefined ? !titled.has(key) && isNew(said, key) : isNew(said, `${words.title} ${key}`);
  });
}

const isNew = (said: Set<string>, key: string): boolean => said.size < said.add(key).size;

const keyOf = ({ code, detail, at, sipCode }: Words): string => JSON.stringify([code, detail, at, sipCode]);

function entriesIn(value: unknown, depth: number): Words[] {
  if (depth > DEEPEST) return [];
  const text = textIn(value);
  if (text !== undefined) return [{ detail: text }];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => entriesIn(item, depth + 1));
  if (!isRecord(value)) return [];
  const inside = ['errors', 'error', 'detail'].flatMap((name) => nested(value[name], name, depth + 1));
  const own = entryOf(value);
  // The text of `{detail: {message}}` is inside; that of `{title, errors: […]}` is here.
  return own === undefined || inside.some(({ detail }) => detail === own.detail && own.title === undefined) ? inside : [own, ...inside];
}

/** The entries in a member that may hold others. Its text belongs to the entry around it. */
function nested(value: unknown, name: string, depth: number): Words[] {
  if (typeof value === 'string') return name === 'errors' ? entriesIn(value, depth) : [];
  const entries = entriesIn(value, depth);
  if (entries.length > 0 || name !== 'errors' || !isRecord(value)) return entries;
  return fieldsIn(value, depth);
}

/** `{name: ["can't be blank"]}`: the messages for each field. */
function fieldsIn(members: Members, depth: number): Words[] {
  if (depth > DEEPEST) return [];
  return Object.entries(members).flatMap(([field, messages]) => {
    const entries = entriesIn(messages, depth + 1);
    const all = entries.length === 0 && isRecord(messages) ? fieldsIn(messages, depth + 1) : entries;
    return all.map((entry) => ({ ...entry, at: entry.at === undefined ? field : `${field}/${entry.at}` }));
  });
}

function entryOf(members: Members): Words | undefined {
  const detail = first(members, SENTENCES, textIn);
  const error = textIn(members['error']);
  const title = first(members, ['title', 'name'], textIn) ?? (error === detail ? undefined : error) ?? kindOf(members['type']);
  const code = first(members, ['code', 'error_code', 'errorCode'], codeIn);
  // A kind or a name alone says nothing: `{"type": "object"}`.
  if (detail === undefined && code === undefined && textIn(members['title']) === undefined) return undefined;
  return withoutEmpty({ code, title, detail, at: placeOf(members), more: moreOf(members['meta']) });
}

/** The kind of a problem (`value_error`); not the URI that RFC 9457 puts there. */
function kindOf(type: unknown): string | undefined {
  const text = textIn(type);
  return text === undefined || text.includes(':') || text === 'error' ? undefined : text;
}

/** Pointers to the whole, which say nothing of the place. */
const WHOLE = new Set(['/', '#', '#/', '/base', 'base']);

function placeOf({ source, loc, pointer, param, field }: Members): string | undefined {
  const named = isRecord(source) ? first(source, ['pointer', 'parameter'], textIn) : textIn(source);
  const path = Array.isArray(loc) ? `/${loc.filter((part) => codeIn(part) !== undefined).join('/')}` : textIn(loc);
  const place = named ?? path ?? textIn(pointer) ?? textIn(param) ?? textIn(field);
  return place === undefined || WHOLE.has(place) ? undefined : place;
}

const moreOf = (meta: unknown): string | undefined => (isRecord(meta) ? textIn(meta['url']) : undefined);

/** Why Telnyx does not connect a call: `telnyx_error: {error_code: "D60"}` beside `errors`. */
function sipReason(json: unknown): Words[] {
  const reason = isRecord(json) && isRecord(json['telnyx_error']) ? json['telnyx_error'] : {};
  const sipCode = codeIn(reason['error_code']);
  return sipCode === undefined ? [] : [withoutEmpty({ sipCode, detail: first(reason, ['error_message', ...SENTENCES], textIn) })];
}

/** The reason of a call belongs to the entry that says the same in words, which comes first. */
function withSipCode(entries: readonly Words[]): Words[] {
  const reason = entries.find(({ sipCode }) => sipCode !== undefined);
  const [firstEntry, ...rest] = entries.filter((entry) => entry !== reason);
  if (reason === undefined || firstEntry === undefined) return [...entries];
  return [{ ...firstEntry, ...(reason.sipCode !== undefined && { sipCode: reason.sipCode }) }, ...rest];
}

const withoutEmpty = (words: { readonly [Key in keyof Words]: string | undefined }): Words =>
  Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
