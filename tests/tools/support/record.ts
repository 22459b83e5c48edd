import type { z } from 'zod';
import type { Scope } from '../../../shared/identity/tokens/index.ts';
import type { Tool } from '../../../shared/mcp/tool/index.ts';
import type { Step } from './journey.ts';
import type { Proofs } from './proof.ts';

/** A call that a tool takes. What is not given here is as in its record. */
interface CallFacts<Args> {
  readonly args: Args;
  /** `METHOD /path/template` of every request it makes, in order. */
  readonly requests?: readonly string[];
  /** What Telnyx answers, in order, where an empty envelope would not do. */
  readonly answers?: readonly unknown[];
  /** Where Telnyx's own text allows what its OpenAPI document does not: JSON pointers into the request. */
  readonly deviates?: readonly string[];
}

/** What the tests need to know of one tool. */
export interface RecordFacts<Args> {
  /** What its calls request, as in {@link CallFacts}. */
  readonly requests: readonly string[];
  readonly answers?: readonly unknown[];
  /** The answer comes in no envelope, or there is none at all; else in `{data: …}`. */
  readonly answer?: 'bare' | 'none';
  /** Its requests are S3, which Telnyx's document does not hold. */
  readonly s3?: true;
  /** `least`: what a call cannot do without. `full`: its options too. Any other name says what is odd: hostile values that may be sent. */
  readonly calls: { readonly least: CallFacts<Args> } & Readonly<Record<string, CallFacts<Args>>>;
  /** Hostile calls that must be refused before anything is sent: changes to the least call, by what they try. */
  readonly refused: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The scopes of a call. */
  readonly needs: readonly Scope[];
  /** Arguments that reach further, the scopes they need, and arguments beside them that do not. */
  readonly raised?: { readonly needs: readonly Scope[]; readonly reaching: readonly object[]; readonly harmless: readonly object[] };
  /** Its calls in the end-to-end journey, which real MCP clients make of the running app. */
  readonly steps: readonly [Step, ...Step[]];
  /** For each operation that no other record proves: Telnyx's own SDK gets the simulator's answers. */
  readonly proofs?: Proofs;
  /** What it requests beside the operations of its contract: a bucket's region, what is stored already, something after an error. */
  readonly besides?: readonly string[];
  /** Members that Telnyx's body requires and a caller need not give. */
  readonly notAsked?: readonly string[];
  /** Arguments taken in a form that the schema does not show, because models write them so: how to turn that into the form it shows. */
  readonly alsoTaken?: Readonly<Record<string, (value: unknown) => unknown>>;
  /** Its answer is put together from several answers of Telnyx and holds none of them as it is: its own tests try odd ones. */
  readonly gathers?: true;
  /** It answers without what it asks of Telnyx, too: whether anything is connected, what is older than the inbox. */
  readonly doesWithout?: true;
  /** Its answer is Telnyx's own, whatever that is: its own tests try odd ones. */
  readonly passesOn?: true;
  /** It may have to read before it can refuse its arguments. */
  readonly looksFirst?: true;
}

export interface ToolRecord extends RecordFacts<Readonly<Record<string, unknown>>> {
  readonly tool: Tool;
}

/** The one record of a tool in the tests: every suite reads it. A tool that takes a request key does so beside its own arguments. */
export const defineRecord = <Of extends Tool>(
  tool: Of,
  facts: RecordFacts<z.input<Of['input']> & { readonly request_key?: string }>,
): ToolRecord => ({ ...facts, tool });

/** Stands where a new record must still be filled in. */
export function blank(what: string): never {
  throw new Error(`Fill in ${what}.`);
}
