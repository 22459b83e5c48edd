import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { z } from 'zod';

/** What we use of Microsoft's language service for Kusto. It is compiled from C#: `$ctor7` is the constructor with this signature. */
interface KustoLanguage {
  readonly Symbols: {
    readonly TableSymbol: { readonly $ctor7: new (name: string, schema: string, description: null) => object };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, tables: readonly object[]) => object };
  };
  readonly GlobalState: { readonly Default: { WithDatabase(database: object): object } };
  readonly KustoCode: { ParseAndAnalyze(query: string, globals: object): { GetDiagnostics(): Diagnostics } };
}

interface Diagnostics {
  readonly Count: number;
  getItem(index: number): { readonly Code: string; readonly Message: string; readonly Start: number };
}

/** No module: two scripts that define globals. */
function load(): KustoLanguage {
  const folder = dirname(createRequire(join(process.cwd(), 'package.json')).resolve('@kusto/language-service-next'));
  const context = createContext({ setTimeout, clearTimeout });
  for (const file of ['bridge.min.js', 'Kusto.Language.Bridge.min.js']) runInContext(readFileSync(join(folder, file), 'utf8'), context);
  return z.custom<KustoLanguage>((value) => typeof value === 'object').parse(runInContext('Kusto.Language', context));
}

/** Columns by table: `(timestamp: datetime, message: string)`. */
export type Tables = Readonly<Record<string, string>>;

/** @returns a function that parses a query and binds its names to the tables; it tells what is wrong: `line: code text` */
export function queryChecker(tables: Tables): (query: string) => string[] {
  const { Symbols, GlobalState, KustoCode } = load();
  const symbols = Object.entries(tables).map(([name, schema]) => new Symbols.TableSymbol.$ctor7(name, schema, null));
  const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('database', symbols));
  return (query) => {
    const found = KustoCode.ParseAndAnalyze(query, globals).GetDiagnostics();
    return Array.from({ length: found.Count }, (_none, index) => {
      const { Code: code, Message: message, Start: start } = found.getItem(index);
      return `${query.slice(0, start).split('\n').length}: ${code} ${message}`;
    });
  };
}
