import ts from 'typescript';

/** The members of a type of Telnyx's SDK, each with the texts that it can be; none where it can be any text, or something else. */
export type SdkMembers = ReadonlyMap<string, readonly string[]>;

/**
 * Reads types of Telnyx's SDK, which is newer than its OpenAPI document.
 *
 * @param file below the SDK's `resources`, such as `ai/assistants/assistants.d.ts`. Types that it imports are unknown
 * @returns the members of a type by its name, such as `AssistantCreateParams` or `TelephonySettings.RecordingSettings`
 */
export function readSdkTypes(file: string): (name: string) => SdkMembers {
  const path = `node_modules/telnyx/resources/${file}`;
  const program = ts.createProgram([path], { noResolve: true, noLib: true, strictNullChecks: true, types: [] });
  const source = program.getSourceFile(path);
  if (source === undefined) throw new Error(`The SDK has no ${file}.`);
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(given(checker.getSymbolAtLocation(source), file));

  return (name) => {
    const parts = name.split('.');
    const symbol = parts.reduce<ts.Symbol | undefined>(
      (inside, part) => (inside ? checker.getExportsOfModule(inside) : exported).find((one) => one.name === part),
      undefined,
    );
    const type = checker.getDeclaredTypeOfSymbol(given(symbol, name));
    const all = type.isUnion() ? type.types : [type];
    const members = new Map<string, string[]>();
    for (const member of all.flatMap((one) => one.getProperties()))
      members.set(member.name, [...(members.get(member.name) ?? []), ...textsOf(checker.getTypeOfSymbol(member))]);
    return members;
  };
}

const textsOf = (type: ts.Type): string[] => (type.isUnion() ? type.types.flatMap(textsOf) : type.isStringLiteral() ? [type.value] : []);

function given(symbol: ts.Symbol | undefined, name: string): ts.Symbol {
  if (symbol === undefined) throw new Error(`The SDK has no ${name}.`);
  return symbol;
}
