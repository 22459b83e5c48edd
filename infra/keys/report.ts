/** Describes changes and next steps: sentences for people, JSON for programs. Names keys, and never shows one. */
import { dueAt, stateOf, type KeySet, type KeyState } from './key-set.ts';
import type { Key, KeyKind } from './kinds.ts';
import type { Change, Step } from './rotation.ts';
import type { Outcome } from './update-secrets.ts';

interface KeyView {
  readonly kid: string;
  readonly state: KeyState;
  /** Unix seconds; null where not recorded. */
  readonly since: number | null;
  /** When it can be activated or dropped, in unix seconds; null for neither. */
  readonly due: number | null;
}

const ENTERED: Readonly<Record<KeyState, (key: Key) => number | undefined>> = {
  next: ({ published }) => published,
  active: ({ activated }) => activated,
  retired: ({ retired }) => retired,
};

/** The public facts of each key. */
function viewOf(kind: KeyKind, set: KeySet): KeyView[] {
  return set.keys.map((key) => {
    const state = stateOf(kind, set, key);
    return { kid: key.kid, state, since: ENTERED[state](key) ?? null, due: dueAt(kind, state, key) ?? null };
  });
}

/** One line, for `--json`. */
export function toJson(vault: string, outcomes: readonly Outcome[]): string {
  const secrets = outcomes.map(({ kind, set, changes, problem }) => ({
    secret: kind.secret,
    done: changes,
    keys: set ? viewOf(kind, set) : [],
    problem: problem ?? null,
  }));
  return JSON.stringify({ vault, secrets });
}

const MINUTES = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' });

/** Local time to the minute. The Swedish notation is that of ISO 8601. */
const minuteOf = (seconds: number): string => MINUTES.format(seconds * 1000);

/** Rounded up: the first minute that is not too early. */
export const dueMinute = (seconds: number): string => minuteOf(Math.ceil(seconds / 60) * 60);

/** Enough characters to distinguish keys. */
const shortKid = (kid: string): string => (kid.length > 10 ? `${kid.slice(0, 8)}…` : kid);

const SENTENCES: Readonly<Record<Step, (kid: string, kind: KeyKind) => string>> = {
  create: (kid) => `created its first key, ${kid}, which is active.`,
  publish: (kid) => `published the new key ${kid}. It is not used until every instance knows it.`,
  activate: (kid, { makes }) => `activated ${kid}: from now on it makes all ${makes}.`,
  retire: (kid) => `retired ${kid}: it makes nothing new, and what it made stays valid.`,
  drop: (kid) => `dropped ${kid}.`,
  replace: (kid) => `made ${kid} the only key. Running instances notice within ten minutes; restart the app to cut off at once.`,
};

/** @returns sentences that begin with the secret's name */
export function sentencesOf({ kind, set, changes, problem }: Outcome): string[] {
  const done = changes.map(({ step, kid }: Change) => `${kind.secret}: ${SENTENCES[step](shortKid(kid), kind)}`);
  if (problem !== undefined) return [...done, problem];
  return [...done, ...(set ? upcoming(kind, set, done.length === 0) : [`${kind.secret}: missing; rotate creates it.`])];
}

function upcoming(kind: KeyKind, set: KeySet, nothingDone: boolean): string[] {
  const next = viewOf(kind, set).flatMap(({ kid, state, due }) =>
    due === null ? [] : [COMING[state](shortKid(kid), dueMinute(due), kind)],
  );
  if (next.length === 0) return nothingDone ? [`${kind.secret}: nothing to do.`] : [];
  return next.map((sentence) => `${kind.secret}: ${sentence}`);
}

const COMING: Readonly<Record<KeyState, (kid: string, at: string, kind: KeyKind) => string>> = {
  next: (kid, at) => `next, rotate activates ${kid}, from ${at} on.`,
  active: (kid) => `${kid} stays active.`,
  retired: (kid, at, { dropMeans }) => `rotate drops ${kid} from ${at} on: by then ${dropMeans}.`,
};

const DUE_WORDS: Readonly<Record<KeyState, string>> = { next: 'rotate activates it from', active: '', retired: 'rotate drops it from' };

/** The table of `list`. */
export function table(outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap(({ kind, set }) =>
    set
      ? viewOf(kind, set).map(({ kid, state, since, due }) => [
          kind.secret,
          shortKid(kid),
          state,
          since === null ? 'unknown' : minuteOf(since),
          due === null ? '' : `${DUE_WORDS[state]} ${dueMinute(due)}`,
        ])
      : [[kind.secret, '', 'missing', '', 'rotate creates it']],
  );
  const all = [['secret', 'key', 'state', 'since', 'next'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
