import { isRecord } from '../../platform/index.ts';
import { UpstreamUnavailableError } from '../errors.ts';
import { parseJson, readRejection, type RawAnswer } from '../rest/index.ts';
import { cutTo, fits, partOf, type Drop } from './cut.ts';
import { withoutSecretsAt, withoutSecretTexts, type Step } from './hidden.ts';
import { linksIn } from './links.ts';
import type { Operation } from './operation.ts';
import { nextPage, type NextPage } from './paging.ts';
import { ROOM_BESIDE, besideOf, listIn, saidBeside, seenIn, withoutMember, type Seen } from './seen.ts';
import { SECRET_TEXT, textAnswer } from './text-answer.ts';

/** What a model gets of an answer. */
export interface OperationAnswer {
  /** As Telnyx gave it, without secrets, and cut. */
  readonly data?: unknown;
  /** What Telnyx says beside its data: of pages, mostly. */
  readonly meta?: unknown;
  /** What to change in the call for the rest. */
  readonly next?: Pick<NextPage, 'arguments' | 'skip'>;
  /** Where links are that open without a login. */
  readonly links?: readonly string[];
  /** How to go on, and what is missing. */
  readonly note?: string;
}

export interface Answering {
  readonly args: Readonly<Record<string, unknown>>;
  /** So many records of the answer are left out, because they were shown before. */
  readonly skip?: number | undefined;
  /** Only this part is shown: names with dots between them. */
  readonly part?: string | undefined;
  readonly drop: Drop;
}

/** Characters of JSON. */
const ROOM = 24_000;

/**
 * Makes what a model gets of an answer. The rest is told as arguments of the next call: `next`.
 *
 * @throws UpstreamUnavailableError for an answer that cannot be read
 */
export function answerOf(operation: Operation, raw: RawAnswer, { args, skip = 0, part, drop }: Answering): OperationAnswer {
  if (raw.bytes.length === 0) return { note: `Telnyx answered without content (HTTP ${raw.status}).` };
  const json = jsonIn(raw, operation);
  if (json === undefined) return textAnswer(operation, raw, { skip, room: ROOM });
  const { value } = json;
  const said = isRecord(value) ? saidBeside(value['errors']) : [];
  if (said.length > 0 && isRecord(value) && Object.keys(value).length === 1) throw unreadable(raw);
  const seen = seenIn(value, said.length > 0);
  if (operation.class === 'credential' && isUnnamed(seen.data)) return { note: SECRET_TEXT };
  const isRead = READS.has(operation.class);
  const looking = { args, skip, drop, at: isRead ? 'data' : undefined };
  const answer = part === undefined ? wholeOf(operation, value, seen, looking) : partAnswer(seen, part, { skip, drop });
  const isWhole = isRead || fits(seen.data, ROOM - lengthOf(answer.meta), drop);
  const shown = isRead ? answer : operation.method === 'GET' ? askedForLess(answer, isWhole) : notRepeated(answer, isWhole);
  return finished(withoutTexts(shown, drop), [...said, ...emptyNote(operation, seen.data)]);
}

/** Nothing in it is named, so nothing can be left out. */
const isUnnamed = (data: unknown): boolean =>
  Array.isArray(data) ? data.length > 0 && data.every(isUnnamed) : typeof data === 'string' || typeof data === 'number';

const withoutTexts = ({ data, meta, ...rest }: Draft, drop: Drop): Draft => ({
  ...(data !== undefined && { data: withoutSecretTexts(data, drop) }),
  ...(meta !== undefined && { meta: withoutSecretTexts(meta, drop) }),
  ...rest,
});

/** An answer of which the notes are still apart. */
type Draft = Omit<OperationAnswer, 'note' | 'links'> & { readonly notes: readonly string[] };

function finished({ notes, ...answer }: Draft, said: readonly string[]): OperationAnswer {
  const links = linksIn({ data: answer.data });
  const all = [...notes, ...said, ...(links.length > 0 ? [OF_LINKS] : [])];
  return { ...answer, ...(links.length > 0 && { links }), ...(all.length > 0 && { note: all.join(' ') }) };
}

/** A change must not be made again to see more of its answer. */
function notRepeated({ next: _, notes: _notes, ...answer }: Draft, isWhole: boolean): Draft {
  return { ...answer, notes: isWhole ? [] : [LEFT_OUT] };
}

/** What only looks may be asked again, but its tool shows no part of an answer, and skips nothing. */
function askedForLess({ next, notes, ...answer }: Draft, isWhole: boolean): Draft {
  if (isWhole) return { ...answer, ...(next && { next }), notes };
  return { ...answer, notes: [ASK_LESS] };
}

const ASK_LESS = 'Parts of the answer are left out. To see them, call again for fewer records: with a filter, or smaller pages.';

const LEFT_OUT = 'Parts of the answer are left out. Do not repeat this call to see them: read_operation reads what there is now.';

const OF_LINKS = 'Links open without a login: they are for the person alone, and this server never follows them.';

type Looking = Pick<Answering, 'args' | 'drop'> & { readonly skip: number; readonly at: string | undefined };

/** A text, or a pair of a name and a value, may be cut where its secret would not be known for one any more: it goes before. */
function beforeCut(way: readonly Step[], value: unknown, drop: Drop): unknown {
  const isCutApart = typeof value === 'string' || (isRecord(value) && 'value' in value);
  return isCutApart ? withoutSecretTexts(withoutSecretsAt(way, value), drop) : value;
}

const AT_DATA: readonly Step[] = [['data', {}]];

function wholeOf(operation: Operation, root: unknown, { data: given, ...others }: Seen, { args, skip, drop, at }: Looking): Draft {
  const seen = { ...others, data: beforeCut(AT_DATA, given, drop) };
  const meta = besideOf(seen.beside, drop);
  const room = ROOM - lengthOf(meta);
  const list = listIn(seen.data, drop);
  if (list === undefined) {
    const { value, total, next } = cutTo(seen.data, { room, at, skip, drop });
    const cut = next === undefined ? {} : { next: { skip: next } };
    return {
      data: value,
      ...(meta !== undefined && { meta }),
      ...cut,
      notes: next === undefined ? [] : [restOf(seen.data, skip, next, total)],
    };
  }
  const { name, items } = list;
  const around = name === undefined || !isRecord(seen.data) ? undefined : withoutMember(seen.data, name);
  const rest = around && cutTo(around, { room: ROOM_BESIDE, at, drop }).value;
  const inside = name === undefined || at === undefined ? at : `${at}.${name}`;
  const { value, total, next } = cutTo(items, { room: room - lengthOf(rest), at: inside, skip, drop });
  const data = name === undefined ? value : { ...(rest as object), [name]: value };
  const page = next === undefined ? nextPage(operation, args, root, items.length) : undefined;
  return {
    data,
    ...(meta !== undefined && { meta }),
    ...nextOf(next, page),
    notes: [...cutNote(items, skip, next, total), ...pageNote(page)],
  };
}

function nextOf(next: number | undefined, page: NextPage | undefined): Pick<OperationAnswer, 'next'> {
  if (next !== undefined) return { next: { skip: next } };
  if (page?.arguments === undefined) return {};
  return { next: { arguments: page.arguments, ...(page.skip !== undefined && { skip: page.skip }) } };
}

function partAnswer(seen: Seen, part: string, { skip, drop }: Pick<Looking, 'skip' | 'drop'>): Draft {
  const { value: whole, way } = partOf({ data: seen.data, ...seen.beside }, part, drop);
  const value = beforeCut(way, whole, drop);
  if (value === undefined)
    return { notes: [`The answer has no part "${part.slice(0, 200)}". Call again without part to see what it has.`] };
  const cut = cutTo(value, { room: ROOM, at: part, skip, drop });
  const { next, total } = cut;
  return {
    data: withoutSecretsAt(way, cut.value),
    ...(next !== undefined && { next: { skip: next } }),
    notes: next === undefined ? [] : [restOf(value, skip, next, total)],
  };
}

const lengthOf = (value: unknown): number => (value === undefined ? 0 : JSON.stringify(value).length);

function cutNote(items: readonly unknown[], skip: number, next: number | undefined, total: number): string[] {
  if (next !== undefined) return [restOf(items, skip, next, total)];
  return skip > 0 && skip >= total ? [`This page has ${total} records: with skip ${skip} nothing is left of it.`] : [];
}

/** What is shown, and how to ask for the rest. */
function restOf(value: unknown, skip: number, next: number, total: number): string {
  const what = typeof value === 'string' ? 'Characters' : Array.isArray(value) ? 'Records' : 'Members';
  return `${what} ${skip + 1} to ${next} of ${total} are shown. For the rest, call again with skip ${next}.`;
}

function pageNote(page: NextPage | undefined): string[] {
  if (page?.isOutOfReach) return ['Telnyx has more records, but this operation has no argument that leads to them: use a narrower filter.'];
  if (page?.arguments === undefined) return [];
  const skip = page.skip === undefined ? 'without skip' : `and skip ${page.skip}`;
  return [`There may be more: call again with these arguments, ${skip}.`];
}

const READS: ReadonlySet<string> = new Set(['read', 'paid_read']);

/** Whoever repeats a call because its answer says nothing does it twice. */
function emptyNote(operation: Operation, data: unknown): string[] {
  const isEmpty = data === null || data === undefined || (isRecord(data) && Object.keys(data).length === 0);
  if (!isEmpty || READS.has(operation.class)) return [];
  return ['Telnyx answered that it succeeded, and says nothing about what was done: look before you do it again.'];
}

const NOT_JSON = /^(?:text\/html|text\/plain|application\/xml|text\/xml)?$/;

/** @returns undefined for an answer that is rightly no JSON */
function jsonIn(raw: RawAnswer, { answers }: Operation): { readonly value: unknown } | undefined {
  const { contentType, bytes } = raw;
  const isJson = contentType.includes('json');
  const begin = bytes
    .subarray(0, 200)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (isJson || /^[[{]/.test(begin)) {
    try {
      return { value: parseJson(bytes.toString('utf8').replace(/^\uFEFF/, '')) };
    } catch {
      if (isJson) throw unreadable(raw);
    }
  }
  // Where JSON was due, a page or a text is the answer of something before Telnyx.
  if (contentType === 'text/html' || /^<(?:!doctype|html)/i.test(begin) || (answers === undefined && NOT_JSON.test(contentType))) {
    throw unreadable(raw);
  }
  return undefined;
}

const unreadable = ({ method, status, bytes }: RawAnswer) =>
  new UpstreamUnavailableError('unreadable', 'unknown', method, status, readRejection(bytes.toString('utf8')));
