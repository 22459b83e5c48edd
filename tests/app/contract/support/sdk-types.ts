import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

/** What a type says of a value, as far as requests and answers need it. */
export interface Shape {
  /** Listed texts; empty where any text may stand. */
  readonly values: readonly string[];
  readonly kind: 'text' | 'number' | 'flag' | 'list' | 'object' | 'open';
  /** Of a list. */
  readonly item?: Shape;
  /** Of an object, or of all objects of a union together. */
  readonly members: ReadonlyMap<string, Shape>;
}

/** One operation of Telnyx's SDK. */
export interface SdkOperation {
  readonly params: Shape | undefined;
  /** The whole answer, or one record of it where the operation answers in pages. */
  readonly answer: Shape | undefined;
  readonly paged: boolean;
}

const RESOURCES = resolve(process.cwd(), 'node_modules/telnyx/resources');

/** Deeper than any answer that a tool shows. */
const DEEPEST = 6;

interface Method {
  readonly file: string;
  readonly name: string;
}

const keyOf = (verb: string, path: string) => `${verb.toUpperCase()} ${path.replaceAll(/\$?\{[^}]*\}/g, '{}')}`;

/** Which method of which class makes a request: read from the SDK's code, whose comments and types do not say it. */
function methodsByRequest(): Map<string, Method> {
  const methods = new Map<string, Method>();
  for (const file of globSync(join(RESOURCES, '**/*.mjs'))) {
    let name = '';
    let call = '';
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      name = /^ {4}(?:async )?(\w+)\(.*\{$/.exec(line)?.[1] ?? name;
      // The path may stand on the line behind.
      call = /_client\.(get|post|put|patch|delete|getAPIList)\(/.exec(line)?.[1] ?? call;
      const path = call === '' ? undefined : /['`](\/[^'`]*)['`]/.exec(line)?.[1];
      if (path === undefined) continue;
      methods.set(keyOf(call === 'getAPIList' ? 'get' : call, path), { file: file.replace(/\.mjs$/, '.d.ts'), name });
      call = '';
    }
  }
  return methods;
}

/** The SDK's files without its client, which would bring in all of them. */
function programOf(files: readonly string[]): ts.Program {
  const options: ts.CompilerOptions = { strict: true, noEmit: true, skipLibCheck: true, lib: ['lib.es2023.d.ts'], types: [] };
  const host = ts.createCompilerHost(options);
  const exists = (name: string) => host.fileExists(name);
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => {
      const name = resolve(dirname(from), text.replace(/\.js$/, '.d.ts'));
      const isNeeded = text.startsWith('.') && !text.endsWith('/client.js') && exists(name);
      return { resolvedModule: isNeeded ? { resolvedFileName: name, extension: ts.Extension.Dts } : undefined };
    });
  return ts.createProgram({ rootNames: files, options, host });
}

const PAGING: Readonly<Record<string, string>> = { page_number: 'page[number]', page_size: 'page[size]' };

function shapeOf(checker: ts.TypeChecker, type: ts.Type, depth = 0): Shape {
  const parts = (type.isUnion() ? type.types : [type]).filter(
    (part) => !(part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void)),
  );
  const of = (flags: ts.TypeFlags) => parts.some((part) => part.flags & flags);
  const objects = parts.filter((part) => part.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection));
  const lists = objects.filter((part) => checker.isArrayType(part));
  const [list] = lists;
  const empty = { values: [], members: new Map<string, Shape>() };
  if (list && depth < DEEPEST) {
    const [item] = checker.getTypeArguments(list as ts.TypeReference);
    return { ...empty, kind: 'list', ...(item && { item: shapeOf(checker, item, depth + 1) }) };
  }
  if (objects.length > 0 && depth < DEEPEST) {
    const members = new Map<string, Shape>();
    for (const object of objects) {
      for (const symbol of checker.getPropertiesOfType(object)) {
        const name = PAGING[symbol.name] ?? symbol.name;
        const shape = shapeOf(checker, checker.getTypeOfSymbol(symbol), depth + 1);
        members.set(name, merged(members.get(name), shape));
      }
    }
    return { ...empty, kind: members.size === 0 ? 'open' : 'object', members };
  }
  const literals = parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
  if (literals.length > 0 || of(ts.TypeFlags.String)) return { ...empty, kind: 'text', values: of(ts.TypeFlags.String) ? [] : literals };
  if (of(ts.TypeFlags.NumberLike)) return { ...empty, kind: 'number' };
  return { ...empty, kind: of(ts.TypeFlags.BooleanLike) ? 'flag' : 'open' };
}

/** One member of several objects of a union. */
function merged(one: Shape | undefined, other: Shape): Shape {
  if (one === undefined) return other;
  const members = new Map(one.members);
  for (const [name, shape] of other.members) members.set(name, merged(members.get(name), shape));
  const isOpen = one.kind === 'text' && (one.values.length === 0 || other.values.length === 0);
  return { ...one, members, values: isOpen ? [] : [...new Set([...one.values, ...other.values])] };
}

/** @returns what the SDK's types say of these operations (`METHOD /path/{id}`); those that it does not have are missing */
export function readSdk(operations: readonly string[]): Map<string, SdkOperation> {
  const methods = methodsByRequest();
  const found = operations.flatMap((operation) => {
    const [verb = '', path = ''] = operation.split(' ');
    const method = methods.get(keyOf(verb, path));
    return method ? [[operation, method] as const] : [];
  });
  const program = programOf([...new Set(found.map(([, { file }]) => file))]);
  const checker = program.getTypeChecker();
  return new Map(found.map(([operation, method]) => [operation, readMethod(program, checker, method)]));
}

function readMethod(program: ts.Program, checker: ts.TypeChecker, { file, name }: Method): SdkOperation {
  const classes = program.getSourceFile(file)?.statements.filter(ts.isClassDeclaration) ?? [];
  const methods = classes.flatMap((one) => one.members.filter(ts.isMethodDeclaration)).filter((one) => one.name.getText() === name);
  // Overloads leave parameters out: the longest has all.
  const method = methods.sort((one, other) => other.parameters.length - one.parameters.length)[0];
  if (!method) throw new Error(`No method ${name} in ${file}.`);
  const given = method.parameters.find((one) => ['body', 'params', 'query'].includes(one.name.getText()));
  const returned = method.type && ts.isTypeReferenceNode(method.type) ? method.type.typeArguments?.at(-1) : undefined;
  return {
    params: given && shapeOf(checker, checker.getTypeAtLocation(given)),
    answer: returned && shapeOf(checker, checker.getTypeFromTypeNode(returned)),
    paged: method.type?.getText().startsWith('PagePromise') ?? false,
  };
}
