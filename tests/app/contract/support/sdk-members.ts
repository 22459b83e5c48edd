import { z } from 'zod';
import type { Tool } from '../../../../shared/mcp/tool/index.ts';
import type { Call } from './calls.ts';
import { runTool } from './run-tool.ts';
import type { SdkOperation, Shape } from './sdk-types.ts';
import { json, type Seen } from './telnyx-edge.ts';

/** What the SDK has and a tool has not: paths of members, and `path=value` of listed values. */
export interface Difference {
  /** Members of requests that no call of the tool's record sends. */
  readonly not_taken: readonly string[];
  /** Values that the SDK lists and the tool refuses. */
  readonly refused: readonly string[];
  /** Values that the tool lists and the SDK does not. */
  readonly own: readonly string[];
  /** Members of answers that the tool does not show. */
  readonly dropped: readonly string[];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `filter[name][contains]` and `filter.name.contains` are the same member. */
const dotted = (name: string) => name.replaceAll(/\[([^\]]*)\]/g, '.$1');
const below = (path: string, name: string) => (path === '' ? dotted(name) : `${path}.${dotted(name)}`);

/** Every member of JSON and its value. Lists have the members of their items. */
function* leaves(value: unknown, path = ''): Generator<readonly [path: string, value: unknown]> {
  if (path !== '') yield [path, value];
  if (Array.isArray(value)) for (const item of value) yield* leaves(item, path);
  else if (isObject(value)) for (const [name, member] of Object.entries(value)) yield* leaves(member, below(path, name));
}

/** What a request says: members of its query and of its body. */
function* sentIn({ url, body }: Seen): Generator<readonly [path: string, value: unknown]> {
  for (const [name, value] of new URL(url, 'http://x').searchParams) {
    const parts = dotted(name).split('.');
    for (let end = 1; end <= parts.length; end++) yield [parts.slice(0, end).join('.'), end === parts.length ? value : undefined];
    for (const one of value.split(',')) yield [dotted(name), one];
  }
  if (body !== '') yield* leaves(JSON.parse(body));
}

const shapeInside = (shape: Shape | undefined): Shape | undefined => (shape?.kind === 'list' ? shapeInside(shape.item) : shape);

/** Parameters that the SDK sends as headers. */
const HEADERS = new Set(['Idempotency-Key', 'authorization_bearer']);

function* notTaken(shape: Shape | undefined, sent: ReadonlyMap<string, unknown>, path = ''): Generator<string> {
  for (const [name, member] of shapeInside(shape)?.members ?? []) {
    const at = below(path, name);
    if (HEADERS.has(name)) continue;
    if (!sent.has(at)) yield at;
    else yield* notTaken(member, sent, at);
  }
}

/** The shape of a member. */
const shapeAt = (shape: Shape | undefined, path: string): Shape | undefined =>
  path === ''
    ? shape
    : [...(shapeInside(shape)?.members ?? [])].reduce<Shape | undefined>((found, [name, member]) => {
        const own = dotted(name);
        if (found) return found;
        return path === own ? member : path.startsWith(`${own}.`) ? shapeAt(member, path.slice(own.length + 1)) : undefined;
      }, undefined);

/** A copy of JSON with a member set, in the first item of each list on the way. */
function withMember(value: unknown, [name, ...rest]: readonly string[], member: unknown): unknown {
  if (name === undefined) return member;
  if (Array.isArray(value)) return [withMember(value[0], [name, ...rest], member), ...value.slice(1)];
  const object = isObject(value) ? value : {};
  return { ...object, [name]: withMember(object[name], rest, member) };
}

/** Whether an argument of the same name takes a member that no call of the record happens to send. */
const isTaken = (tool: Tool, calls: readonly Call[], path: string, shape: Shape | undefined): boolean => {
  const names = path.split('.');
  if (!Object.hasOwn(tool.input.shape, names[0] ?? '')) return false;
  return calls.some(({ args }) => tool.input.safeParse(withMember(args, names, sampleOf(shape, names.at(-1) ?? '', new Map()))).success);
};

/** The listed values of every member that has some. */
function* listed(shape: Shape | undefined, path = ''): Generator<readonly [path: string, values: readonly string[]]> {
  const inside = shapeInside(shape);
  if (inside && inside.values.length > 0) yield [path, inside.values];
  for (const [name, member] of inside?.members ?? []) yield* listed(member, below(path, name));
}

/** The values that a JSON Schema lists for a member; undefined where it takes others as well, or does not know the member. */
function valuesAt(schema: unknown, path: readonly string[]): readonly string[] | undefined {
  if (!isObject(schema)) return undefined;
  const branches = [schema['anyOf'], schema['oneOf'], schema['allOf']].flatMap((some) => (Array.isArray(some) ? (some as unknown[]) : []));
  if (branches.length > 0) {
    const all = branches.map((branch) => valuesAt(branch, path));
    return all.some((values) => values === undefined) ? undefined : all.flatMap((values) => values ?? []);
  }
  if ('items' in schema) return valuesAt(schema['items'], path);
  const [name, ...rest] = path;
  if (name !== undefined) return isObject(schema['properties']) ? valuesAt(schema['properties'][name], rest) : undefined;
  const values = schema['enum'] ?? (schema['const'] === undefined ? undefined : [schema['const']]);
  return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : undefined;
}

/** The argument that a sent value came from: of the same value, and of the same name where several have it. */
function argumentOf(args: object, path: string, value: unknown): string | undefined {
  const same = [...leaves(args)].filter(([, given]) => given === value).map(([name]) => name);
  const last = path.split('.').at(-1);
  return same.find((name) => name.split('.').at(-1) === last) ?? (same.length === 1 ? same[0] : undefined);
}

/** A value of every member, by which it can be found in a result: texts and numbers that occur once. */
function sampleOf(shape: Shape | undefined, path: string, marks: Map<string, string | undefined>): unknown {
  switch (shape?.kind) {
    case 'list':
      return [sampleOf(shape.item, path, marks)];
    case 'object':
      return Object.fromEntries([...shape.members].map(([name, member]) => [name, sampleOf(member, below(path, name), marks)]));
    case 'number': {
      const value = 700_001 + marks.size;
      marks.set(path, String(value));
      return value;
    }
    case 'flag':
      marks.set(path, undefined);
      return true;
    case 'text': {
      const [value] = shape.values;
      const mark = `mark${marks.size}z`;
      marks.set(path, value === undefined ? mark : undefined);
      return value ?? (/(?:^|_)urls?$/.test(path) ? `https://${mark}.example.com/` : mark);
    }
    default:
      return {};
  }
}

/** The members of answers whose values a result does not hold; a parent for all of its members. */
function droppedOf(marks: ReadonlyMap<string, string | undefined>, result: string): string[] {
  const isShown = (path: string, mark: string | undefined) => result.includes(mark ?? `"${path.split('.').at(-1) ?? ''}":`);
  const shown = [...marks].filter(([path, mark]) => isShown(path, mark)).map(([path]) => path);
  const hasShown = (parent: string) => shown.some((path) => path === parent || path.startsWith(`${parent}.`));
  const dropped = [...marks.keys()].flatMap((path) => {
    const parts = path.split('.');
    const parents = parts.map((_, at) => parts.slice(0, at + 1).join('.'));
    return parents.find((parent) => !hasShown(parent)) ?? [];
  });
  return [...new Set(dropped)];
}

/** Compares one tool with the SDK's types of the operations that its calls request. */
export async function differenceOf(tool: Tool, calls: readonly Call[], sdk: ReadonlyMap<string, SdkOperation>): Promise<Difference> {
  const found = { not_taken: new Set<string>(), refused: new Set<string>(), own: new Set<string>() };
  const schema = z.toJSONSchema(tool.input, { io: 'input', unrepresentable: 'any' });
  const sentTo = new Map<string, Map<string, unknown>>();
  const valuesOf: { path: string; sdk: readonly string[]; ours: readonly string[] }[] = [];
  for (const call of calls) {
    let turn = 0;
    const { seen } = await runTool(tool, call.args, (one, response) => {
      const operation = sdk.get(call.requests[turn] ?? '');
      json(call.answers?.[turn++] ?? answerTo(operation, new Map()))(one, response);
    });
    for (const [at, one] of seen.entries()) {
      const operation = call.requests[at] ?? '';
      const sent = sentTo.get(operation) ?? new Map<string, unknown>();
      sentTo.set(operation, sent);
      const values = new Map(listed(sdk.get(operation)?.params));
      for (const [path, value] of sentIn(one)) {
        sent.set(path, value);
        const known = values.get(path);
        const argument = known && argumentOf(call.args, path, value);
        const ours = argument === undefined ? undefined : valuesAt(schema, argument.split('.'));
        if (known && ours) valuesOf.push({ path, sdk: known, ours });
      }
    }
  }
  for (const [operation, sent] of sentTo) {
    // What a tool only looks something up with is no argument of it.
    if (operation.startsWith('GET ') && !calls[0]?.requests.includes(operation)) continue;
    const params = sdk.get(operation)?.params;
    for (const path of notTaken(params, sent)) if (!isTaken(tool, calls, path, shapeAt(params, path))) found.not_taken.add(path);
  }
  for (const { path, sdk: known, ours } of valuesOf) {
    for (const value of known) if (!ours.includes(value)) found.refused.add(`${path}=${value}`);
    for (const value of ours) if (!known.includes(value)) found.own.add(`${path}=${value}`);
  }
  const sorted = (some: Iterable<string>) => [...some].sort();
  return {
    not_taken: sorted(found.not_taken),
    refused: sorted(found.refused),
    own: sorted(found.own),
    dropped: sorted(await droppedBy(tool, calls, sdk)),
  };
}

const answerTo = (operation: SdkOperation | undefined, marks: Map<string, string | undefined>): unknown => {
  const sample = sampleOf(operation?.answer, '', marks);
  return operation?.paged ? { data: [sample], meta: { page_number: 1, total_pages: 1, total_results: 1 } } : sample;
};

/** What is in the envelope of an answer counts, not the envelope. */
const inEnvelope = (path: string) => path.replace(/^data\./, '');

async function droppedBy(tool: Tool, calls: readonly Call[], sdk: ReadonlyMap<string, SdkOperation>): Promise<string[]> {
  const [least] = calls;
  if (least === undefined) return [];
  const marks = new Map<string, string | undefined>();
  let turn = 0;
  const { result, error } = await runTool(tool, least.args, (one, response) => {
    const own = new Map<string, string | undefined>();
    const operation = sdk.get(least.requests[turn++] ?? '');
    const answer = answerTo(operation, own);
    // Texts of one answer must not be those of another.
    const text = JSON.stringify(answer).replaceAll(/mark(\d+)z/g, `mark${turn}x$1z`);
    for (const [path, mark] of own) marks.set(inEnvelope(path), mark?.replace(/mark(\d+)z/, `mark${turn}x$1z`));
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  });
  if (!result) throw new Error(`${tool.name} does not take what the SDK's types say: ${String(error)}`);
  return droppedOf(marks, JSON.stringify(result.structured));
}
