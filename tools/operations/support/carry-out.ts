import { z } from 'zod';
import {
  AnyArguments,
  CALLERS,
  classify,
  cutText,
  fileRefusal,
  inputOf,
  InputError,
  isRecord,
  loadOperations,
  parseArguments,
  placedArguments,
  reachedBy,
  reachOfOperation,
  requestOf,
  RISK_OF_CLASS,
  secretsIn,
  templatesReached,
  wordsIn,
  type CarriedOut,
  type Classified,
  type Operation,
  type OperationClass,
  type OperationRequest,
} from '../../../shared/mcp/tool/index.ts';
import { CLASS_WORDS } from './class-words.ts';
import { checkNumbers } from './check-numbers.ts';
import { notForClients, operationNamed, TELL_PERSON } from './operation-named.ts';

/** The tools that take a request key. */
const KEYED: ReadonlySet<string> = new Set([CALLERS.outbound, CALLERS.purchase]);

/** Of the fields that raise a call, so many are told. */
const MOST_PATHS = 5;
const LONGEST_PATH = 100;

/** What is out of reach is refused later, with the reason. */
const ANY_OPERATION = { reachable: () => Promise.resolve(() => true) };

/** The arguments of every tool that carries out operations. */
export const OPERATION = {
  operation_id: z.string().min(1).max(300),
  arguments: AnyArguments.optional().describe('JSON, as describe_operation shows it'),
};

const Call = z.looseObject({ operation_id: z.string().max(300), arguments: AnyArguments.optional() });

/**
 * @param tool the name of the tool that is called
 * @returns a function that reads what a call of it carries out
 * @throws InputError for an unknown operation, one of another tool, and arguments that it does not take
 */
export const carriedOutBy =
  (tool: string) =>
  async (call: unknown): Promise<CarriedOut> => {
    const { operation_id: id, arguments: given = {} } = Call.parse(call);
    const [operation, operations] = await Promise.all([operationNamed(id, ANY_OPERATION), loadOperations()]);
    const schema = inputOf(operation, operations);
    const placed = placedArguments(operation, operations, given);
    // The right tool is told before anything else that is wrong.
    requireCaller(tool, operation, classify(operation, placed));
    const file = fileRefusal(operation, placed, operations);
    if (file) throw file.hasOtherWay ? new InputError(file.why) : new InputError(file.why, TELL_PERSON);
    const reads = RISK_OF_CLASS[callable(operation, operation.class)] === 'read';
    const input = parseArguments(schema, placed, {
      reads,
      stores: !reads && operation.class !== 'outbound',
      exact: [],
    });
    const classified = classify(operation, input);
    const { class: kind, classes, receivers, statement } = classified;
    requireCaller(tool, operation, classified);
    if (classified.refusal !== undefined) throw new InputError(classified.refusal);
    // What no request can hold is found before anybody is asked.
    requireChange(operation, given, requestOf(operation, input, operations));
    const { counts, words, aside, windowMs } = reachOfOperation(operation);
    const { amount, ...numbers } = reachedBy(operation, input);
    const [template] = templatesReached(input);
    if (template !== undefined) throw new InputError(`${template}: A template does not say whom this reaches. Write the number.`);
    checkNumbers({ amount, ...numbers }, counts === 'messages');
    const hides = secretsIn(operation, input);
    const risk = RISK_OF_CLASS[callable(operation, kind)];
    const also = [...new Set(classes.map((each) => RISK_OF_CLASS[callable(operation, each)]))].filter((each) => each !== risk);
    return {
      operation,
      title: operation.summary,
      risk,
      paid: kind === 'paid_read',
      parties: { numbers },
      rules: {
        ...{ counts, words, said: wordsIn(operation, input), aside, windowMs, amount, also, lifts: [], redirects: [] },
        keyed: KEYED.has(tool),
        ...(receivers.length > 0 && { receivers: receivers.map(({ host }) => host) }),
        ...(statement && { states: true }),
        ...(hides.length > 0 && { hides }),
      },
      input,
      args: { operation_id: operation.id, ...input },
    };
  };

function callable({ id }: Operation, kind: OperationClass): Exclude<OperationClass, 'never'> {
  if (kind === 'never') throw notForClients(id);
  return kind;
}

function requireCaller(tool: string, operation: Operation, { class: kind, raisedBy }: Classified): void {
  callable(operation, operation.class);
  const caller = CALLERS[callable(operation, kind)];
  if (caller === tool) return;
  const raising = raisedBy
    .map(({ path }) => cutText(path, LONGEST_PATH))
    .slice(0, MOST_PATHS)
    .join(', ');
  const what = raising === '' ? operation.id : `${operation.id} with ${raising}`;
  throw new InputError(`${what} ${CLASS_WORDS[kind]}.`, `Call it with ${caller}.`);
}

/** Telnyx answers that an update without a setting succeeded: nobody would learn that nothing has changed. */
function requireChange({ method }: Operation, given: Readonly<Record<string, unknown>>, { body }: OperationRequest): void {
  if (method !== 'PATCH' || body?.type !== 'json' || !isRecord(body.value) || Object.keys(body.value).length > 0) return;
  const silent = Object.keys(given).filter((name) => given[name] === '' || given[name] === null);
  const why = silent.length === 0 ? '' : ` As they are written, these say nothing: ${cutText(silent.join(', '), LONGEST_PATH)}.`;
  throw new InputError(`Give at least one setting to change.${why}`);
}
