import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language, Parser, type Node } from 'web-tree-sitter';

/** A value as it stands in the source: what is not written out in full is `code`, its text. Loops and conditions keep their body. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value } | Code | Loop;

export class Code {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export class Loop {
  readonly over: string;
  readonly body: Value;
  constructor(over: string, body: Value) {
    this.over = over;
    this.body = body;
  }
}

interface Declared {
  readonly name: string;
  /** Decorators by name, each with its first argument. */
  readonly decorators: ReadonlyMap<string, Value | undefined>;
}

export interface Parameter extends Declared {
  readonly type: string;
  readonly default: Value | undefined;
}

export interface Output extends Declared {
  readonly type: string;
  readonly value: Value;
}

/** A resource or a module. */
export interface Declaration extends Declared {
  /** `Microsoft.Web/sites`, or the path of a module. */
  readonly type: string;
  /** Of a resource: the version of its API. */
  readonly version: string;
  /** It is only referred to. */
  readonly existing: boolean;
  readonly condition: string | undefined;
  /** What it is repeated over. */
  readonly over: string | undefined;
  readonly body: Readonly<Record<string, Value>>;
}

export interface BicepFile {
  readonly path: string;
  readonly text: string;
  /** What does not parse: `line: text`. */
  readonly faults: readonly string[];
  readonly targetScope: string;
  readonly parameters: readonly Parameter[];
  readonly outputs: readonly Output[];
  readonly variables: ReadonlyMap<string, Value>;
  /** The text of each variable's value. */
  readonly sources: ReadonlyMap<string, string>;
  readonly resources: readonly Declaration[];
  readonly modules: readonly Declaration[];
  /** Names that are referred to anywhere. */
  readonly references: ReadonlySet<string>;
  /** Names of all functions that are called. */
  readonly calls: ReadonlySet<string>;
}

let parser: Promise<Parser> | undefined;

async function makeParser(): Promise<Parser> {
  await Parser.init();
  const made = new Parser();
  // As bytes: from a path it would be loaded by a dynamic import, which jest does not allow.
  const wasm = readFileSync(join(process.cwd(), 'node_modules/tree-sitter-bicep/tree-sitter-bicep.wasm'));
  made.setLanguage(await Language.load(new Uint8Array(wasm)));
  return made;
}

/** The grammar does not know this statement; line numbers stay. */
const EXTENSION = /^extension .*$/gm;

/** Parses one source. Never rejects for what is wrong in it: that is in `faults`. */
export async function parseBicep(text: string, path = 'sample.bicep'): Promise<BicepFile> {
  const tree = (await (parser ??= makeParser())).parse(text.replace(EXTENSION, ''));
  if (!tree) throw new Error(`No tree for ${path}`);
  const root = tree.rootNode;
  const all = descendants(root);
  const kinds = <T>(type: string, read: (node: Node, decorators: Declared['decorators']) => T) =>
    root.namedChildren.flatMap((node, index) => (node.type === type ? [read(node, decoratorsOf(root.namedChildren[index - 1]))] : []));
  return {
    path,
    text,
    faults: all.filter((node) => node.isError || node.isMissing).map((node) => `${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`),
    targetScope: literal(root.namedChildren.find((node) => node.type === 'target_scope_assignment')?.namedChildren[0]) ?? 'resourceGroup',
    parameters: kinds('parameter_declaration', (node, decorators) => {
      const [name, type, value] = parts(node);
      return { name: name.text, decorators, type: type.text, default: value && valueOf(value) };
    }),
    outputs: kinds('output_declaration', (node, decorators) => {
      const [name, type, value] = parts(node);
      return { name: name.text, decorators, type: type.text, value: valueOf(value ?? type) };
    }),
    variables: new Map(
      kinds('variable_declaration', (node) => {
        const [name, value] = parts(node);
        return [name.text, valueOf(value)] as const;
      }),
    ),
    sources: new Map(
      kinds(
        'variable_declaration',
        (node) =>
          parts(node)
            .slice(0, 2)
            .map((part) => part?.text ?? '') as [string, string],
      ),
    ),
    // Those inside another resource as well.
    resources: all
      .filter(({ type }) => type === 'resource_declaration')
      .map((node) => declaration(node, decoratorsOf(node.previousNamedSibling))),
    modules: kinds('module_declaration', declaration),
    references: new Set(all.filter((node) => node.type === 'identifier' && !isDeclared(node)).map((node) => node.text)),
    calls: new Set(all.filter((node) => node.type === 'call_expression').map((node) => node.namedChildren[0]?.text ?? '')),
  };
}

/** Every Bicep file of a folder and those below it. */
export async function parseBicepFolder(folder: string): Promise<BicepFile[]> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.bicep'));
  return Promise.all(paths.sort().map((path) => parseBicep(readFileSync(join(folder, path), 'utf8'), join(folder, path))));
}

function descendants(node: Node): Node[] {
  return [node, ...node.children.flatMap(descendants)];
}

function parts(node: Node): [Node, Node, Node | undefined] {
  const [first, second, third] = node.namedChildren.filter(({ type }) => type !== 'comment');
  if (!first || !second) throw new Error(`Not understood: ${node.text.slice(0, 80)}`);
  return [first, second, third];
}

/** The name in a declaration, a property's name, and a loop's variable refer to nothing. */
function isDeclared(node: Node): boolean {
  const { parent } = node;
  const DECLARING =
    /^(parameter_declaration|variable_declaration|resource_declaration|module_declaration|output_declaration|object_property)$/;
  return parent !== null && DECLARING.test(parent.type) && parent.namedChildren[0]?.id === node.id;
}

function decoratorsOf(node: Node | null | undefined): Declared['decorators'] {
  if (node?.type !== 'decorators') return new Map();
  return new Map(
    node.namedChildren.flatMap((decorator) => {
      const call = decorator.namedChildren[0];
      const [name, args] = call?.namedChildren ?? [];
      const argument = args?.namedChildren[0];
      return name ? [[name.text.replace(/^sys\./, ''), argument ? valueOf(argument) : undefined] as const] : [];
    }),
  );
}

function declaration(node: Node, decorators: Declared['decorators']): Declaration {
  const [name, path, given] = parts(node);
  const [type = '', version = ''] = (literal(path) ?? path.text).split('@');
  let condition: string | undefined;
  let over: string | undefined;
  let inner = given;
  while (inner && inner.type !== 'object') {
    const children: readonly Node[] = inner.namedChildren;
    if (inner.type === 'for_statement') over = children.at(-2)?.text;
    if (inner.type === 'if_statement') condition = children[0]?.text;
    inner = children.at(-1);
  }
  const body = inner ? valueOf(inner) : {};
  return {
    name: name.text,
    decorators,
    type,
    version,
    existing: node.children.some((child) => child.type === 'existing'),
    condition,
    over,
    body: isObject(body) ? body : {},
  };
}

export function isObject(value: Value | undefined): value is Readonly<Record<string, Value>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Code) && !(value instanceof Loop);
}

/** The text of a string that holds no expression. */
function literal(node: Node | null | undefined): string | undefined {
  if (node?.type !== 'string') return undefined;
  const children = node.namedChildren;
  return children.some((child) => child.type !== 'string_content' && child.type !== 'escape_sequence') ? undefined : node.text.slice(1, -1);
}

const READERS: Readonly<Record<string, (node: Node) => Value>> = {
  string: (node) => literal(node) ?? new Code(node.text),
  number: (node) => Number(node.text),
  boolean: (node) => node.text === 'true',
  null: () => null,
  array: (node) => node.namedChildren.flatMap((child) => (child.type === 'comment' ? [] : [valueOf(child)])),
  object: (node) =>
    Object.fromEntries(
      node.namedChildren.flatMap((child) => {
        if (child.type !== 'object_property' || child.namedChildren[0]?.type === 'resource_declaration') return [];
        const [name, value] = parts(child);
        return [[literal(name) ?? name.text, valueOf(value)] as const];
      }),
    ),
  for_statement: (node) => {
    const children = node.namedChildren;
    const body = children.at(-1);
    return new Loop(children.at(-2)?.text ?? '', body ? valueOf(body) : null);
  },
  parenthesized_expression: (node) => (node.namedChildren[0] ? valueOf(node.namedChildren[0]) : null),
};

function valueOf(node: Node): Value {
  return READERS[node.type]?.(node) ?? new Code(node.text);
}

/** @param path Names of members on the way to the value. */
export function at(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
}
