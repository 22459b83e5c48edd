import { ROWS, type ClientRow } from './rows.ts';
import type { StepName } from './step-order.ts';

/** What was tried with each client; undefined where it went wrong. */
export type Outcomes = ReadonlyMap<ClientRow['id'], ReadonlyMap<StepName, string | undefined>>;

/** Where the table is shown. */
export const DOCUMENT = 'docs/proof.md';
export const BLOCK = /(?<=<!-- clients:begin -->\n)[\s\S]*(?=<!-- clients:end -->)/;

const HEAD = '| client | version | protocol agreed | login by | connect | list | call | fails well | a tool beyond its scope |';
/** The steps behind the columns connect, list and call; all others are about failing. */
const GOOD_STEPS: readonly (readonly StepName[])[] = [['connect'], ['list'], ['read', 'send']];

/** The table as docs/proof.md shows it, with a newline at its end. */
export function clientTable(versions: ReadonlyMap<string, string>, outcomes: Outcomes): string {
  const row = (client: ClientRow): string => {
    const steps = outcomes.get(client.id) ?? new Map<StepName, string | undefined>();
    const passed = (names: readonly StepName[]) => (names.every((name) => steps.get(name) !== undefined) ? 'yes' : '**no**');
    const failures = [...steps.keys()].filter((name) => !GOOD_STEPS.some((good) => good.includes(name)));
    const cells = [
      client.name,
      versions.get(client.package) ?? '',
      client.protocol,
      client.login,
      ...GOOD_STEPS.map(passed),
      failures.length === 0 ? '**no**' : passed(failures),
      client.withoutScope,
    ];
    return `| ${cells.join(' | ')} |`;
  };
  return [HEAD, '|---|---|---|---|---|---|---|---|---|', ...ROWS.map(row), ''].join('\n');
}
