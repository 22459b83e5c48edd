import type { Refusal } from '../facts/index.ts';
import type { HeardOf } from '../heard.ts';
import type { RecipientRow } from '../ledger/index.ts';
import type { Question } from './verdict.ts';
import { optedOut } from './words.ts';

/** Arguments with which an assistant talks in a call. */
const ASSISTANT_ARGUMENTS = ['assistant', 'assistant_id'];

/** @returns why a call would reach somebody who answered STOP: by a text, or by a machine that talks */
export function beyondOptOuts({ call, facts, rows, heard }: Question): Refusal | undefined {
  if (!isHeard(call)) return undefined;
  const kind = call.tool.rules.counts;
  // A call goes by no messaging profile: STOP to any of them holds.
  const way: Way = kind === 'messages' ? { profileId: facts.profileId, sender: facts.sender } : { profileId: undefined, sender: undefined };
  for (const [index, { address }] of facts.recipients.entries()) {
    const stop = standing(rows.recipients[index], heard[index], way);
    if (stop) return optedOut(kind, { ...stop, address: facts.recipients.length > 1 ? address : undefined });
  }
  return undefined;
}

/** @returns the opt-outs without those that the person has lifted since */
export function withoutLifted(optOuts: NonNullable<RecipientRow['optOuts']>, heard: HeardOf | undefined): RecipientRow['optOuts'] {
  const starts = placesOf(heard, 'START');
  return optOuts.filter((each) => !isLifted({ ...each, own: undefined }, starts, undefined));
}

/** STOP keeps no person from calling. */
function isHeard({ tool, args }: Question['call']): boolean {
  const { counts, words } = tool.rules;
  if (counts === 'messages') return true;
  return counts === 'calls' && [...ASSISTANT_ARGUMENTS, ...words].some((name) => args[name] !== undefined);
}

/** By what a call goes; a profile that is not known may be any. */
interface Way {
  readonly profileId: string | undefined;
  readonly sender: string | undefined;
}

/** Where and when somebody said STOP or START. */
interface Place {
  readonly at: number;
  readonly own: string | undefined;
  readonly profileId: string | undefined;
}

/** @returns the STOP that holds for this way: rather one of which the number is known, else the last */
function standing(row: RecipientRow | undefined, heard: HeardOf | undefined, way: Way): Place | undefined {
  const starts = placesOf(heard, 'START');
  const holding = [...placesOf(heard, 'STOP'), ...kept(row)].filter((stop) => holds(stop, way) && !isLifted(stop, starts, way.profileId));
  const last = (stops: readonly Place[]) =>
    stops.reduce<Place | undefined>((one, other) => (one && one.at >= other.at ? one : other), undefined);
  return last(holding.filter(({ own }) => own !== undefined)) ?? last(holding);
}

const placesOf = (heard: HeardOf | undefined, word: 'STOP' | 'START'): readonly Place[] =>
  heard?.keywords.filter((each) => each.word === word) ?? [];

function kept(row: RecipientRow | undefined): readonly Place[] {
  const all = row?.optedOutAt === undefined ? [] : [{ profileId: undefined, at: row.optedOutAt }];
  return [...(row?.optOuts ?? []), ...all].map((each) => ({ ...each, own: undefined }));
}

/** A STOP of no known profile holds for all. One to the very number that sends does so although the number has another profile since. */
const holds = (stop: Place, { profileId, sender }: Way): boolean =>
  profileId === undefined || stop.profileId === undefined || stop.profileId === profileId || isSame(stop.own, sender);

/** START lifts what was said before it to the same profile or number; a STOP of no known place for the profile of the START alone. */
function isLifted(stop: Place, starts: readonly Place[], profileId: string | undefined): boolean {
  const isPlaced = stop.profileId !== undefined || stop.own !== undefined;
  return starts.some(
    (start) =>
      start.at > stop.at &&
      (isSame(start.profileId, stop.profileId) || isSame(start.own, stop.own) || (!isPlaced && isSame(start.profileId, profileId))),
  );
}

const isSame = (one: string | undefined, other: string | undefined): boolean => one !== undefined && one === other;
