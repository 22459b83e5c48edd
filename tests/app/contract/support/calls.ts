import { RECORDS } from '../../../tools/index.ts';
import type { ToolRecord } from '../../../tools/support/record.ts';

/** One call of a tool, with all that its record says of it. */
export interface Call extends Pick<ToolRecord, 'requests' | 'answers' | 'answer' | 's3' | 'gathers' | 'passesOn'> {
  readonly tool: string;
  readonly what: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly deviates?: readonly string[];
}

/** Every call of every record. */
export const CALLS: readonly Call[] = RECORDS.flatMap(({ tool, requests, answers, answer, s3, gathers, passesOn, calls }) =>
  Object.entries(calls).map(([what, call]) => ({
    tool: tool.name,
    what,
    requests,
    ...(answers && { answers }),
    ...(answer && { answer }),
    ...(s3 && { s3 }),
    ...(gathers && { gathers }),
    ...(passesOn && { passesOn }),
    ...call,
  })),
);
