/** What has come so far: everything that arrived before `at`, and these of what came about then. */
export interface ArrivalCursor {
  /** Milliseconds since the epoch, by the clock of the table service. */
  readonly at: number;
  /** Ids of events. */
  readonly known: readonly string[];
}

/** What is written at the same time becomes visible in no certain order: so much is looked at twice. */
export const OVERLAP_MS = 3_000;
/** A cursor stays short enough for a model to repeat. */
const MOST_KNOWN = 24;

const CURSOR = /^(\d{13})((?:\.[\da-f]{16}){0,24})$/;

export const writeCursor = ({ at, known }: ArrivalCursor): string => [String(Math.trunc(at)), ...known.slice(0, MOST_KNOWN)].join('.');

/** @returns undefined for anything that {@link writeCursor} did not make */
export function readCursor(text: string): ArrivalCursor | undefined {
  const [, at, known = ''] = CURSOR.exec(text) ?? [];
  return at === undefined ? undefined : { at: Number(at), known: known.split('.').slice(1) };
}

/** A place in time within a list: only what is older comes next. */
export const readBefore = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{13}$/.test(text) ? Number(text) : undefined;
