import type { Area } from './areas.ts';
import type { OperationClass } from './classes.ts';

/** As much of JSON Schema as the index uses. Objects with `properties` and without `additionalProperties` are closed. */
export interface Schema {
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array';
  /** Of a text: also `e164` and `date-time` where Telnyx's examples show such a value, and `digits` where only these find a number. */
  readonly format?: string;
  readonly enum?: readonly (string | number | boolean)[];
  readonly default?: string | number | boolean;
  readonly nullable?: true;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** Of a map. */
  readonly additionalProperties?: Schema;
  readonly anyOf?: readonly Schema[];
  /** The member that tells the variants of `anyOf` apart. */
  readonly discriminator?: string;
  /** The name of a schema that several operations share. */
  readonly $ref?: string;
}

/** How the body of a request is written. `upload`: only a form with a file does, which this server does not send. */
export type BodyType = 'json' | 'form' | 'raw' | 'upload';

/** One operation of Telnyx, as the index has it. */
export interface Operation {
  /** Telnyx's operation id; `GET /path` for those that share one. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base URL, with `{name}` for values. */
  readonly path: string;
  /** `fax`, `numbers`, … */
  readonly area: Area;
  readonly class: OperationClass;
  /** What it does, in a line. */
  readonly summary: string;
  /** Everyday words for it. */
  readonly words?: string;
  /** Where a required value comes from. */
  readonly needs?: string;
  /** The typed tool that does the same. */
  readonly tool?: string;
  readonly beta?: true;
  readonly deprecated?: true;
  /** It takes the header `Idempotency-Key`. */
  readonly keyed?: true;
  /** Of values in the path that are more than any text. */
  readonly inPath?: Readonly<Record<string, Schema>>;
  /** An object. */
  readonly query?: Schema;
  readonly body?: Schema;
  readonly bodyRequired?: true;
  /** Default: `json`. */
  readonly bodyType?: BodyType;
  /** Media types of the answer, where it is not JSON. */
  readonly answers?: readonly string[];
}

/** What `index.json` holds. */
export interface OperationIndex {
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly operations: readonly Operation[];
}
