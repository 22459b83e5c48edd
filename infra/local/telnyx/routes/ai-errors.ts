import type { z } from 'zod';
import type { Call, Reply, Route } from '../operation.ts';

/** One entry of what the AI endpoints say of a wrong request. */
interface Detail {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

/** A refusal of the AI endpoints, whose body is `{detail}`: a list for wrong input (422), else a sentence. */
class DetailError extends Error {
  readonly status: number;
  readonly detail: readonly Detail[] | string;
  constructor(status: number, detail: readonly Detail[] | string) {
    super('refused by an AI endpoint');
    this.status = status;
    this.detail = detail;
  }
}

/** In: a status and a sentence. Out: the error to throw. */
export const refuseAi = (status: number, detail: string) => new DetailError(status, detail);

/** In: a member of the body and what is wrong with it. Out: the 422 to throw. */
export const refuseMember = (name: string, msg: string) => new DetailError(422, [{ loc: ['body', name], msg, type: 'value_error' }]);

/** The value, or a 404 that names what there is none of. */
export function foundAi<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw refuseAi(404, `${what} not found`);
  return value;
}

const isMissing = (issue: z.core.$ZodIssue) => 'input' in issue && issue.input === undefined;

/** The body as the schema sees it, or a 422 with one entry per issue. */
export function parseAiBody<Schema extends z.ZodType>({ body }: Call, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(body, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new DetailError(
    422,
    parsed.error.issues.map((issue) => ({
      loc: ['body', ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))],
      msg: isMissing(issue) ? 'Field required' : issue.message,
      type: isMissing(issue) ? 'missing' : 'value_error',
    })),
  );
}

/** The same routes, with refusals of the AI endpoints in their own words. */
export const withAiErrors = (routes: readonly Route[]): readonly Route[] =>
  routes.map((route) => ({ ...route, handle: (call: Call): Reply => answered(() => route.handle(call)) }));

function answered(handle: () => Reply): Reply {
  try {
    return handle();
  } catch (error) {
    if (error instanceof DetailError) return { status: error.status, body: { detail: error.detail } };
    throw error;
  }
}
