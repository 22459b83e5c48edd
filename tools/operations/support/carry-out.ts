import { z } from 'zod';
import {
  AnyArguments,
  CALLERS,
  classify,
  inputOf,
  InputError,
  loadOperations,
  nestedArguments,
  parseArguments,
  reachedBy,
  reachOfOperation,
  requestOf,
  RISK_OF_CLASS,
  templatesReached,
  wordsIn,
  type CarriedOut,
  type Classified,
  type Operation,
  type OperationClass,
} from '../../../shared/mcp/tool/index.ts';
import { CLASS_WORDS } from './class-words.ts';
import { checkNumbers } from './check-numbers.ts';
import { operationNamed } from './operation-named.ts';

/** What is out of reach is refused later, with the reason. */
const WHATEVER = { reachable: () => Promise.resolve(() => true) };

/** The arguments of every tool that carries out operations. */
export const OPERATION = {
  operation_id: z.string().min(1).max(300),
  arguments: AnyArguments.optional().describe('JSON, as describe_operation shows it'),
};

const Call = z.looseObject({ operation_id: z.string().max(300), arguments: AnyArguments.optional() });

/**
 * @param tool the name of the tool that is called
 * @returns a function that reads what a call of it carries out
 * @throws InputError for an operation that is none or belongs to another tool, and for arguments that it does not take
 */
export const carriedOutBy =
  (tool: string) =>
  async (call: unknown): Promise<CarriedOut> => {
    const { operation_id: id, arguments: given = {} } = Call.parse(call);
    const [operation, operations] = await Promise.all([operationNamed(id, WHATEVER), loadOperations()]);
    requireCaller(tool, operation, operation.class);
    const schema = inputOf(operation, operations);
    const reads = RISK_OF_CLASS[callable(operation, operation.class)] === 'read';
    const input = parseArguments(schema, nestedArguments(schema, given), {
      reads,
      stores: !reads && operation.class !== 'outbound',
      exact: [],
    });
    const classified = classify(operation, input);
    const { class: kind, receivers, statement } = classified;
    requireCaller(tool, operation, kind, classified);
    if (classified.refusal !== undefined) throw new InputError(classified.refusal);
    // What no request can hold is found before anybody is asked.
    requestOf(operation, input, operations);
    const { counts, words, aside, windowMs, keyed } = reachOfOperation(operation);
    const { amount, ...numbers } = reachedBy(operation, input);
    const [template] = templatesReached(input);
    if (template !== undefined) throw new InputError(`${template}: A template does not say whom this reaches. Write the number.`);
    checkNumbers({ amount, ...numbers }, counts === 'messages');
    return {
      operation,
      title: operation.summary,
      risk: RISK_OF_CLASS[callable(operation, kind)],
      paid: kind === 'paid_read',
      parties: { numbers },
      rules: {
        ...{ counts, words, said: wordsIn(operation, input), aside, windowMs, keyed, amount, lifts: [], redirects: [] },
        ...(receivers.length > 0 && { receivers: receivers.map(({ host }) => host) }),
        ...(statement && { states: true }),
      },
      input,
      args: { operation_id: operation.id, ...input },
    };
  };

function callable({ id }: Operation, kind: OperationClass): Exclude<OperationClass, 'never'> {
  if (kind === 'never') throw new InputError(`${id} is not for clients of this server: nothing here calls it. Nothing was done.`);
  return kind;
}

function requireCaller(tool: string, operation: Operation, kind: OperationClass, classified?: Classified): void {
  const caller = CALLERS[callable(operation, kind)];
  if (caller === tool) return;
  const raising = classified?.raisedBy.map(({ path }) => path).join(', ') ?? '';
  const what = raising === '' ? operation.id : `${operation.id} with ${raising}`;
  throw new InputError(`${what} ${CLASS_WORDS[kind]}: call it with ${caller}. Nothing was done.`);
}
