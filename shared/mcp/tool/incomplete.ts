/**
 * What Telnyx's answer had and a value that was read of it lacks. A symbol, because it then survives copying of the object, and no JSON shows it.
 */
const MISSING = Symbol('missing');

interface Missing {
  /** Items of lists that did not fit their schema. */
  readonly leftOut: number;
  /** What Telnyx said beside its data. */
  readonly said: readonly string[];
}

/** Notes on a fresh object or list what is missing from it. */
export const lacking = <Value extends object>(value: Value, { leftOut = 0, said = [] }: Partial<Missing>): Value =>
  leftOut === 0 && said.length === 0 ? value : Object.assign(value, { [MISSING]: { leftOut, said } satisfies Missing });

/** Notes on a fresh object or list, made of a part of another one, that the same is missing from it. */
export const lackingAs = <Value extends object>(value: Value, whole: object): Value =>
  MISSING in whole ? lacking(value, whole[MISSING] as Missing) : value;

/** Notes on a fresh object that it lacks all that is missing from these answers, at any depth. It holds none of their noted parts. */
export function lackingFrom<Value extends object>(value: Value, ...answers: readonly unknown[]): Value {
  const found = [...missingFrom(answers)];
  return lacking(value, {
    leftOut: found.reduce((sum, missing) => sum + missing.leftOut, 0),
    said: [...new Set(found.flatMap((missing) => missing.said))],
  });
}

/** @returns sentences about all that is missing from an answer, at any depth; undefined if it is complete. */
export function incompleteText(answer: object): string | undefined {
  const found = [...missingFrom(answer)];
  const leftOut = found.reduce((sum, missing) => sum + missing.leftOut, 0);
  const unread =
    leftOut === 0
      ? []
      : [
          `${leftOut} ${leftOut === 1 ? 'item' : 'items'} of Telnyx's answer could not be read and ${leftOut === 1 ? 'is' : 'are'} left out.`,
        ];
  const said = found.flatMap((missing) => missing.said).map((text) => `Telnyx could not give everything and said: ${text}`);
  const sentences = [...unread, ...said];
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

/** Whether nothing is missing from an answer, at any depth. */
export const isComplete = (answer: object): boolean => missingFrom(answer).next().done === true;

/** Deeper than anything Telnyx sends. What is deeper is not looked at, so that no answer can exhaust the stack. */
export const DEEPEST_ANSWER = 64;

function* missingFrom(value: unknown, depth = 0): Generator<Missing> {
  if (typeof value !== 'object' || value === null || depth > DEEPEST_ANSWER) return;
  if (MISSING in value) yield value[MISSING] as Missing;
  for (const member of Object.values(value)) yield* missingFrom(member, depth + 1);
}
