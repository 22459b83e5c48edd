/** The figures as Markdown. */
import { cpus } from 'node:os';
import { cpuTable, loadTable } from './cpu.ts';
import type { Figures } from './figures.ts';
import { goalTable } from './goals.ts';
import { growthTables } from './growth.ts';
import { inboxTables } from './inbox.ts';
import { guardedTable, missing, oauthTable, sizeTable, tripTable } from './others.ts';
import { stallTable } from './stalls.ts';
import { appLoadTable, startTable } from './starts.ts';

const NOTES = `How to read it: all figures are of one run, medians of rounds by turns. The app runs bundled on the local host with a login checked in each
request; telnyx-mcp 7.17.0 is started as its README says (its start leaves out the time that \`npx\` would take) with Deno installed, and asked for tools/list
without a handshake, as this app is. Memory is the resident set of the server's own process. The SDK servers run the same tools with zod
schemas on node:http, nothing but the SDK around them: no login, no limits, no log. In process, Telnyx answers at once, so that a tools/call is the protocol and
the tool alone.`;

/** @returns tables, and on which machine they arose. */
export function report(figures: Figures, command: string): string {
  const machine = `${cpus().length} cores of ${cpus()[0]?.model ?? 'an unknown model'}, Node ${process.version}, ${process.platform}`;
  return [
    `\`${command}\`, ${new Date().toISOString().slice(0, 10)}, ${machine}. Only ratios carry over to another machine.`,
    ...missing(figures.official),
    goalTable(figures),
    startTable(figures.coldStart),
    appLoadTable(figures.coldStart),
    cpuTable(figures.inProcess, figures.load),
    loadTable(figures.load),
    tripTable(figures),
    sizeTable(figures),
    oauthTable(figures.oauth),
    guardedTable(figures.guarded),
    inboxTables(figures.inbox),
    growthTables(figures.growth),
    stallTable(figures.stalls),
    NOTES,
  ].join('\n\n');
}
