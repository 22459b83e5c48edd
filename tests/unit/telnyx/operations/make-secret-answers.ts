/**
 * Writes which members of which answers hold secrets, from Telnyx's OpenAPI document:
 * `TELNYX_OPENAPI=… node tests/unit/telnyx/operations/make-secret-answers.ts`.
 */
import { writeFileSync } from 'node:fs';
import { operationsOf, readDocument, resolved, Response, type Document } from '../../../../infra/build/operations/document.ts';

export const FIXTURE = 'tests/unit/telnyx/operations/secret-answers.json';

/** Members of answers that hold a secret, as the review of the document lists them. `*`: any characters. */
const NAMES =
  '*password *_secret api_key api_token token *_token *Token private_key certificate credentials account_key *access_key* provider_auth ' +
  'service_account *json_file pin *_pin pin_* puk* activation_code custom_code *_bgp_key meta_url';
const SECRET = new RegExp(`^(?:${NAMES.replaceAll('*', '\\w*').replaceAll(' ', '|')})$`);

export const namesSecret = (name: string): boolean => SECRET.test(name);

interface SchemaPart {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly items?: unknown;
  readonly additionalProperties?: unknown;
  readonly allOf?: readonly unknown[];
  readonly oneOf?: readonly unknown[];
  readonly anyOf?: readonly unknown[];
}

/** @returns the ways to the members that hold secrets, by operation: `GET /path` to `data.[].password` */
export function secretAnswers(document: Document): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  for (const [key, { responses }] of operationsOf(document)) {
    const ways = new Set<string>();
    for (const [status, response] of Object.entries(responses)) {
      if (!status.startsWith('2')) continue;
      for (const { schema } of Object.values(Response.parse(resolved(document, response)).content)) collect(document, schema, [], [], ways);
    }
    if (ways.size > 0) found[key] = [...ways].sort();
  }
  return found;
}

function collect(document: Document, part: unknown, way: readonly string[], met: readonly string[], ways: Set<string>): void {
  const { $ref: ref } = (part ?? {}) as SchemaPart;
  if (ref !== undefined && met.includes(ref)) return;
  const seen = ref === undefined ? met : [...met, ref];
  const { items, additionalProperties, properties = {}, ...schema } = (resolved(document, part) ?? {}) as SchemaPart;
  for (const variant of [...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])])
    collect(document, variant, way, seen, ways);
  if (items !== undefined) collect(document, items, [...way, '[]'], seen, ways);
  if (typeof additionalProperties === 'object') collect(document, additionalProperties, [...way, 'any'], seen, ways);
  for (const [name, member] of Object.entries(properties)) {
    const { type } = (resolved(document, member) ?? {}) as SchemaPart;
    if (namesSecret(name) && type !== 'boolean') ways.add([...way, name].join('.'));
    collect(document, member, [...way, name], seen, ways);
  }
}

const written = (answers: ReturnType<typeof secretAnswers>): string => {
  const lines = Object.entries(answers).map(([key, ways]) => `${JSON.stringify(key)}: ${JSON.stringify(ways)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
};

if (process.argv[1]?.endsWith('make-secret-answers.ts')) {
  const document = readDocument();
  if (document) writeFileSync(FIXTURE, written(secretAnswers(document)));
}
