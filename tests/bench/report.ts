/** The figures as Markdown. */
import { cpus } from 'node:os';
import type { ColdStart } from './cold-start.ts';
import type { InProcess } from './in-process.ts';
import type { ListSize } from './list-size.ts';
import { PARALLEL, type OAuthFigures } from './oauth.ts';
import type { RoundTrip } from './round-trip.ts';
import { AIMS } from './settings.ts';
import type { LoadFigures } from './under-load.ts';

export interface Memory {
  /** MiB resident: the app after its start and after the load, the bare server after the load. */
  readonly idle: number;
  readonly loaded: number;
  readonly bare: number;
}

export interface Figures {
  readonly coldStart: ColdStart;
  readonly load: readonly LoadFigures[];
  readonly inProcess: InProcess;
  readonly memory: Memory;
  readonly roundTrip: RoundTrip;
  readonly oauth: OAuthFigures;
  readonly list: ListSize;
}

type Row = readonly string[];

const UNKNOWN = 'not known here';
const fixed = (value: number, digits: number, unit = '') => (Number.isNaN(value) ? UNKNOWN : `${value.toFixed(digits)}${unit}`);
const ms = (value: number) => fixed(value, value < 10 ? 2 : 0, ' ms');
const us = (value: number) => fixed(value * 1000, 0, ' µs');
const mib = (value: number) => fixed(value, 0, ' MiB');
const times = (value: number, reference: number) => fixed(value / reference, 2, 'x');
const verdict = (value: number, limit: number) => (Number.isNaN(value) ? UNKNOWN : value <= limit ? '**met**' : '**missed**');

function table(head: Row, rows: readonly Row[]): string {
  return [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function startRows({ bare, trivial, listening, answered }: ColdStart): Row[] {
  const aim = `≤ ${AIMS.coldStartMs} ms: ${verdict(answered, AIMS.coldStartMs)}`;
  return [
    ['Start → the host listens', ms(listening), `node -e 0: ${ms(bare)}`, times(listening, bare), ''],
    ['Start → first complete tools/list', ms(answered), `trivial app, same host: ${ms(trivial)}`, times(answered, trivial), aim],
  ];
}

/** ms of CPU per request over loads of all widths: the kernel counts in steps too coarse for one. */
function cpuPer(loads: readonly LoadFigures[], side: 'app' | 'bare'): number {
  const total = (name: 'cpu' | 'sent') => loads.reduce((sum, figures) => sum + figures[side][name], 0);
  return total('cpu') / total('sent');
}

function cpuRows({ load, inProcess }: Figures): Row[] {
  const kinds = Map.groupBy(load, ({ request }) => `${request.name}, ${request.era}`);
  const aim = (cpu: number) => `≤ ${AIMS.cpuRatio}x: ${verdict(cpu / inProcess.bare, AIMS.cpuRatio)}`;
  const inProcessRow = (era: 'legacy' | 'modern'): Row => {
    const cpu = inProcess[era];
    return [
      `CPU per tools/list, ${era}, in process`,
      us(cpu),
      `bare node:http: ${us(inProcess.bare)}`,
      times(cpu, inProcess.bare),
      aim(cpu),
    ];
  };
  return [
    inProcessRow('legacy'),
    inProcessRow('modern'),
    ['CPU of a ready string as a Response', us(inProcess.floor), `with a Request read: ${us(inProcess.copy)}`, '', ''],
    ...Array.from(kinds, ([kind, loads]): Row => {
      const [app, bare] = [cpuPer(loads, 'app'), cpuPer(loads, 'bare')];
      return [`CPU per ${kind}, on the host`, us(app), `bare node:http: ${us(bare)}`, times(app, bare), ''];
    }),
  ];
}

function otherRows({ load, memory, roundTrip: { direct, through, host }, list }: Figures): Row[] {
  const failures = load.reduce((sum, { app }) => sum + app.failures, 0);
  const extra = through - direct;
  const tokens = (characters: number) => `about ${Math.round(characters / 4).toLocaleString('en')} tokens`;
  const characters = (size: { characters: number; bytes: number }) =>
    `${size.characters.toLocaleString('en')} characters, ${size.bytes.toLocaleString('en')} bytes`;
  const aim = `≤ ${AIMS.roundTripMs} ms dearer: ${verdict(extra, AIMS.roundTripMs)} (${ms(extra)})`;
  return [
    ['get_balance, one at a time', ms(through), `axios to Telnyx directly: ${ms(direct)}`, times(through, direct), aim],
    ['of that, the local host alone', ms(host), `axios to Telnyx directly: ${ms(direct)}`, times(host, direct), ''],
    ['Failures under load', String(failures), '', '', `none: ${verdict(failures, AIMS.failures)}`],
    ['Memory after the start', mib(memory.idle), '', '', ''],
    ['Memory after the load', mib(memory.loaded), `bare node:http: ${mib(memory.bare)}`, times(memory.loaded, memory.bare), ''],
    [`tools/list of ${list.tools} tools, whole`, characters(list.whole), '', '', ''],
    ['tools/list, what a model sees', characters(list.visible), tokens(list.visible.characters), '', ''],
  ];
}

function oauthRows({ checkRemembered, checkRead, exchange, host, refreshes, same }: OAuthFigures): Row[] {
  const aim = `≤ ${AIMS.grantCheckMs * 1000} µs: ${verdict(checkRemembered, AIMS.grantCheckMs)}`;
  const failures = refreshes.failures + same.failures;
  return [
    ['Grant check per request, remembered', fixed(checkRemembered * 1000, 2, ' µs'), `read from the tables: ${us(checkRead)}`, '', aim],
    ['A code exchanged for tokens', ms(exchange), `trivial app, same host: ${ms(host)}`, times(exchange, host), ''],
    [
      `${PARALLEL} refreshes at once`,
      `${ms(refreshes.all)} (p50 ${ms(refreshes.p50)})`,
      `trivial app, same host: ${ms(refreshes.hostAll)}`,
      times(refreshes.all, refreshes.hostAll),
      `no failure: ${verdict(failures, 0)}`,
    ],
    [`${PARALLEL} refreshes of one token at once`, ms(same.all), '', '', `one successor: ${verdict(same.successors, 1)}`],
  ];
}

function loadTable(load: readonly LoadFigures[]): string {
  const head = ['request', 'era', 'connections', 'app: req/s', 'p50', 'p99', 'failures', 'bare: req/s', 'p50', 'p99', 'p50 app ÷ bare'];
  const rows = load.map(({ request, width, app, bare }) => [
    request.name,
    request.era,
    String(width),
    fixed(app.rate, 0),
    ms(app.p50),
    ms(app.p99),
    String(app.failures),
    fixed(bare.rate, 0),
    ms(bare.p50),
    ms(bare.p99),
    times(app.p50, bare.p50),
  ]);
  return table(head, rows);
}

/** In: the figures of one run; the command that was given. Out: two tables, and on which machine they arose. */
export function report(figures: Figures, command: string): string {
  const rows = [...startRows(figures.coldStart), ...cpuRows(figures), ...otherRows(figures), ...oauthRows(figures.oauth)];
  const machine = `${cpus().length} cores of ${cpus()[0]?.model ?? 'an unknown model'}, Node ${process.version}, ${process.platform}`;
  return [
    `\`${command}\`, ${new Date().toISOString().slice(0, 10)}, ${machine}. Medians of interleaved rounds; only ratios carry over to another machine.`,
    table(['what', 'this app', 'reference, same run', 'ratio', 'aim'], rows),
    loadTable(figures.load),
  ].join('\n\n');
}
