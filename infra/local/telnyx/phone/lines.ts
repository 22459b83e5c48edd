import type { Simulator } from '../simulator.ts';
import { E164 } from '../state/countries.ts';
import type { OutsideCall, OutsideNumber, OutsideText } from '../state/outside.ts';
import { phoneBook } from '../state/outside.ts';

interface Entry {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whether the person with the phone sent or called. */
  readonly mine: boolean;
}

export interface TextEntry extends Entry {
  readonly kind: 'text';
  readonly text: string;
  readonly media: readonly string[];
  readonly state: 'arrived' | 'on its way' | 'failed';
}

export interface CallEntry extends Entry {
  readonly kind: 'call';
  readonly call: OutsideCall;
}

/** What lies between one phone and one number of an account; oldest first. */
export interface Line {
  readonly own: string;
  readonly entries: readonly (TextEntry | CallEntry)[];
  /** How many of them the person has not seen. */
  readonly unread: number;
}

/** The phone of one outside number. The line that was used last comes first. */
export interface Phone {
  readonly number: string;
  readonly lines: readonly Line[];
  /** Calls that ring or go on, on any line. */
  readonly liveCalls: readonly OutsideCall[];
}

/** When a person last looked at a line, in milliseconds since 1970. */
export type SeenAt = (number: string, own: string) => number;

/** What has not left, or never will, is nowhere on a phone. */
const NOT_SENT = new Set(['scheduled', 'cancelled']);
const UNDERWAY = new Set(['queued', 'sending', 'sent']);

function textEntry({ id, at, direction, text, media, status }: OutsideText): TextEntry {
  const mine = direction === 'inbound';
  const state = mine ? 'arrived' : UNDERWAY.has(status) ? 'on its way' : status.endsWith('_failed') ? 'failed' : 'arrived';
  return { kind: 'text', id, at: Date.parse(at), mine, text, media, state };
}

const callEntry = (call: OutsideCall): CallEntry => ({
  ...{ kind: 'call', id: call.id, at: Date.parse(call.startedAt), mine: call.direction === 'incoming', call },
});

const isNew = (entry: TextEntry | CallEntry, seenAt: number) =>
  !entry.mine && entry.at > seenAt && !(entry.kind === 'text' && entry.state === 'failed');

/** The newest last; of a line without entries, before all others. */
export const lastAt = ({ entries }: Line): number => entries.at(-1)?.at ?? 0;

function phoneOf({ number, texts, calls }: OutsideNumber, owned: readonly string[], seenAt: SeenAt): Phone {
  const shown = texts.filter(({ status }) => !NOT_SENT.has(status));
  const owns = new Set([...owned, ...shown.map(({ own }) => own), ...calls.map(({ own }) => own)]);
  const lines = [...owns].map((own) => {
    const entries = [
      ...shown.filter((text) => text.own === own).map(textEntry),
      ...calls.filter((call) => call.own === own).map(callEntry),
    ];
    entries.sort((a, b) => a.at - b.at);
    return { own, entries, unread: entries.filter((entry) => isNew(entry, seenAt(number, own))).length };
  });
  lines.sort((a, b) => lastAt(b) - lastAt(a));
  return { number, lines, liveCalls: calls.filter(({ state }) => state !== 'ended') };
}

/** Numbers of all accounts, in the order in which they got them. */
export const ownedNumbers = (simulator: Simulator): string[] =>
  [...simulator.accounts()].flatMap(({ numbers }) => [...numbers.values()].map(({ row }) => row.phone_number));

/** Every phone that something arrived at or came from, the newest first. */
export function allPhones(simulator: Simulator, seenAt: SeenAt): Phone[] {
  const owned = ownedNumbers(simulator);
  const phones = phoneBook(simulator)
    .filter(({ number }) => E164.test(number))
    .map((page) => phoneOf(page, owned, seenAt))
    .filter(({ lines }) => lines.some(({ entries }) => entries.length > 0));
  const newest = ({ lines: [line] }: Phone) => (line ? lastAt(line) : 0);
  return phones.sort((a, b) => newest(b) - newest(a));
}

/** A phone that nothing has happened on. */
export const newPhone = (simulator: Simulator, number: string): Phone =>
  phoneOf({ number, texts: [], calls: [] }, ownedNumbers(simulator), () => 0);
