import { resultOf, type AuditEntry, type AuditReader, type AuditResult } from '../../guard/index.ts';
import { rangeOf, type AuditView } from './query.ts';

/** Of one kind in the form. */
const MOST_CHOICES = 50;

/** Values to choose from in the form, as they occurred last in what was read. */
export interface Occurring {
  readonly people: Set<string>;
  /** Names by id. */
  readonly clients: Map<string, string | undefined>;
  readonly tools: Set<string>;
}

export interface Found {
  readonly entries: readonly AuditEntry[];
  readonly occurring: Occurring;
  /** Where to go on; undefined: there is no more. */
  readonly next: string | undefined;
}

interface Bounds {
  /** Matching entries. */
  readonly most: number;
  /** Entries that are read, matching or not. */
  readonly mostRead: number;
}

interface Reading {
  readonly reader: AuditReader;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly auditDays: number;
}

/** Reads what matches, the newest first, up to a bound. */
export async function find({ reader, now, auditDays }: Reading, view: AuditView, { most, mostRead }: Bounds): Promise<Found> {
  const entries: AuditEntry[] = [];
  const occurring: Occurring = { people: new Set(), clients: new Map(), tools: new Set() };
  const matches = matching(view, now);
  let read = 0;
  let last: string | undefined;
  for await (const page of reader.entries({ ...rangeOf(view, now, auditDays), after: view.after })) {
    for (const entry of page) {
      const isMatch = matches(entry);
      // One more than fits: there is a next page.
      if (read >= mostRead || (isMatch && entries.length >= most)) return { entries, occurring, next: last };
      note(occurring, entry);
      read++;
      if (isMatch) entries.push(entry);
      last = entry.id;
    }
  }
  return { entries, occurring, next: undefined };
}

function note({ people, clients, tools }: Occurring, { subject, client, clientName, tool }: AuditEntry): void {
  if (people.size < MOST_CHOICES) people.add(subject);
  if (clients.size < MOST_CHOICES || clients.has(client)) clients.set(client, clients.get(client) ?? clientName);
  tools.add(tool);
}

/** @param now milliseconds since the epoch */
export function matching({ person, client, tool, result, target }: AuditView, now: number): (entry: AuditEntry) => boolean {
  const targets = new Set(target?.split('.'));
  return (entry) =>
    (person === undefined || entry.subject === person) &&
    (client === undefined || entry.client === client) &&
    (tool === undefined || entry.tool === tool) &&
    (result === undefined || resultOf(entry, now) === result) &&
    (target === undefined || entry.hashes.some((hash) => targets.has(hash)));
}

/** What a day was like. */
export interface Summary {
  /** Calls and refusals, and questions that no call followed. */
  readonly actions: number;
  readonly byResult: ReadonlyMap<AuditResult, number>;
  /** Texts and calls that went ahead. */
  readonly reached: number;
  /** By hour of the UTC day: all actions, and the texts and calls among them. */
  readonly hours: readonly { readonly all: number; readonly reached: number }[];
}

export function summaryOf(entries: readonly AuditEntry[], now: number): Summary {
  const byResult = new Map<AuditResult, number>();
  const hours = Array.from({ length: 24 }, () => ({ all: 0, reached: 0 }));
  for (const entry of entries) {
    const result = resultOf(entry, now);
    // Its call has an entry of its own.
    if (result === 'approved') continue;
    byResult.set(result, (byResult.get(result) ?? 0) + 1);
    const hour = hours[new Date(entry.at).getUTCHours()];
    if (!hour) continue;
    hour.all++;
    if (reaches(entry)) hour.reached++;
  }
  const sum = (of: 'all' | 'reached') => hours.reduce((total, hour) => total + hour[of], 0);
  return { actions: sum('all'), byResult, reached: sum('reached'), hours };
}

/** Whether it is a text or a call that went ahead. */
const reaches = ({ stage, kind }: AuditEntry): boolean => stage === 'call' && (kind === 'messages' || kind === 'calls');
