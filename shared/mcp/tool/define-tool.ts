import { z } from 'zod';
import type { Scope } from '../../identity/index.ts';
import type { ToolContext } from './context.ts';
import { InputError } from './errors.ts';
import { describeIssues } from './input-issues.ts';
import type { Parties, Risk } from '../../guard/index.ts';
import { reachOf, scopesOf, type Raise, type Reach } from './reach.ts';
import { toResult, type ToolResult } from './result.ts';
import { RISKS, type Annotations } from './risk.ts';
import { holdsHidden } from './secrets.ts';

/** What a tool file states of itself, whatever its risk. */
interface Facts<Input extends z.ZodObject, Output extends z.ZodObject> {
  /** `snake_case`, also the file's name in kebab-case. */
  readonly name: string;
  readonly title: string;
  /** For a model: what it does, what it costs or whom it reaches, what comes next. Not what the schema says. */
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  /** The answer may hold words of strangers (inbound texts, caller names): its text is marked as data. */
  readonly untrusted?: boolean;
  /** The answer is bounded by the arguments and may be longer than others: files. */
  readonly uncapped?: true;
  /** Members that come whole, whatever their URLs hold (files, and URLs that are good for nothing without their query): paths without the indices of lists. */
  readonly links?: readonly string[];
  /** Each call costs money, although the risk does not say so. */
  readonly paid?: true;
  /** The arguments with which a call reaches further, or costs more, than the risk says. */
  readonly raises?: Raise<keyof z.input<Input> & string>;
  /** A second call changes nothing more, although the risk alone does not say so. */
  readonly idempotent?: true;
  /** Milliseconds that a call may take in all, where the usual 25 s are too short. */
  readonly timeoutMs?: number;
  /** How to find out whether a call without an answer was carried out, where the risk's own advice does not fit. */
  readonly howToCheck?: string;
  readonly run: (input: z.output<Input>, context: ToolContext) => Promise<z.input<Output>>;
}

/** Who is reached or what is bought: said by every tool that does so, for the audit trail. */
type Reached<Name extends string> =
  | { readonly risk: 'outbound' | 'purchase'; readonly parties: Parties<Name> }
  | { readonly risk: Exclude<Risk, 'outbound' | 'purchase'>; readonly parties?: Parties<Name> };

/** What a tool file states. */
export type ToolDefinition<Input extends z.ZodObject, Output extends z.ZodObject> = Facts<Input, Output> &
  Reached<keyof z.input<Input> & string>;

/** JSON Schema (2020-12) of an object. */
export type ObjectSchema = { readonly type: 'object' } & Readonly<Record<string, unknown>>;

/** A tool as the rest of the app sees it; `Input` is known where one tool is imported by its name. */
export interface Tool<Input extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** Of a call whose arguments do not raise it ({@link Tool.reachOf}). */
  readonly risk: Risk;
  /** What calls with some arguments are. In the bundle without its rules, which are functions: {@link Tool.reachOf} loads them. */
  readonly raises?: Raise;
  /** Every scope that some call needs; {@link Tool.reachOf} says which one needs what. */
  readonly scopes: readonly Scope[];
  readonly description: string;
  /** The arguments as they are checked: with all that {@link Tool.inputSchema} leaves out. */
  readonly input: Input;
  readonly inputSchema: ObjectSchema;
  readonly outputSchema: ObjectSchema;
  readonly annotations: Annotations;
  readonly parties?: Parties;
  readonly howToCheck?: string;
  /** Milliseconds that a call may take in all. */
  readonly timeoutMs: number;
  /** What a call with these arguments can reach and cost, before anything has checked them. */
  readonly reachOf: (args: unknown) => Promise<Reach>;
  /** In: the arguments as they came. Errors: {@link InputError}, the `Upstream…` errors, {@link PartialError}. */
  readonly call: (args: unknown, context: ToolContext) => Promise<ToolResult>;
}

const HIDDEN_GIVEN = 'A value that an answer hides ([hidden]) stands in place of a secret: give the secret, or a template.';

/** Before the platform or a client loses patience. */
const USUAL_TIMEOUT_MS = 25_000;

type Strict<Input extends z.ZodObject> = z.ZodObject<Input['shape'], z.core.$strict>;

/** Makes a {@link Tool}: arguments are checked strictly before `run`, its answer against the output schema after it. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: ToolDefinition<Input, Output>,
): Tool<Strict<Input>> {
  const {
    name,
    title,
    risk,
    description,
    output,
    untrusted = false,
    uncapped = false,
    timeoutMs = USUAL_TIMEOUT_MS,
    howToCheck,
    paid,
    raises,
    links,
  } = definition;
  const input = definition.input.strict() as Strict<Input>;
  // Made when somebody lists or calls, not when the app starts.
  let inputSchema: ObjectSchema | undefined;
  let outputSchema: ObjectSchema | undefined;
  return {
    name,
    title,
    risk,
    ...(raises && { raises }),
    scopes: scopesOf(raises ? [risk, raises.risk] : [risk]),
    description,
    input,
    get inputSchema() {
      return (inputSchema ??= jsonSchema(input, 'input'));
    },
    get outputSchema() {
      return (outputSchema ??= jsonSchema(output, 'output'));
    },
    annotations: { ...RISKS[risk].annotations, ...(definition.idempotent && { idempotentHint: true }) },
    reachOf: (args) => Promise.resolve(reachOf({ risk, paid, raises }, args)),
    timeoutMs,
    ...(definition.parties && { parties: definition.parties }),
    ...(howToCheck !== undefined && { howToCheck }),
    call: async (args, context) => {
      const parsed = input.safeParse(args ?? {}, { reportInput: true });
      if (!parsed.success) throw new InputError(describeIssues(parsed.error, Object.keys(input.shape)));
      if (risk !== 'read' && risk !== 'outbound' && holdsHidden(args)) throw new InputError(HIDDEN_GIVEN);
      // `strict()` changes what is refused, not what comes out, but TypeScript cannot see that.
      const answer = await definition.run(parsed.data as z.output<Input>, context);
      return toResult(output.parse(answer), { untrusted, uncapped, ...(links && { links }) });
    },
  };
}

/**
 * What a client sees. Left out as noise for a model, and checked all the same (the error text then says it): patterns, lengths of texts,
 * bounds that nobody meets, empty defaults, that open objects are open. Answers may hold more than they promise.
 */
function jsonSchema(schema: z.ZodObject, io: 'input' | 'output'): ObjectSchema {
  const whole = z.toJSONSchema(schema, {
    io,
    reused: 'inline',
    override: ({ jsonSchema: part, path }) => {
      delete part.pattern;
      if (part.minItems === 1) delete part.minItems;
      if (part.maxItems !== undefined && part.maxItems >= 100) delete part.maxItems;
      delete part.maxProperties;
      delete part.minLength;
      delete part.propertyNames;
      delete part.maxLength;
      if (part.maximum !== undefined && part.maximum >= 1_000_000) delete part.maximum;
      if (part.default === undefined) delete part.default;
      delete part.propertyNames;
      if (path.length > 0 && part.properties && Object.keys(part.properties).length === 0) delete part.properties;
      if (io === 'output' || path.length > 0) delete part.additionalProperties;
    },
  });
  delete whole.$schema;
  return { ...whole, type: 'object' };
}
