import type { GuardedFigures, Latency } from '../guarded.ts';
import { PARALLEL, type OAuthFigures } from '../oauth.ts';
import type { ListSize } from '../list-size.ts';
import type { Official } from '../official.ts';
import type { Figures } from './figures.ts';
import { mib, ms, table, times, us, whole, type Row } from './format.ts';

/** A question to Telnyx: directly, through this app, through the official server. */
export function tripTable({ roundTrip: { direct, through, host }, official }: Figures): string {
  const row = (name: string, value: number, note = ''): Row => [name, ms(value), times(value, direct), note];
  const code = (name: string, transport: 'stdio' | 'http'): Row[] =>
    official
      ? [
          row(
            name,
            official[transport].call,
            `÷ this app: ${times(official[transport].call, official.ours)}; with its Deno ${mib(official[transport].peakMib)}; its tools/list ${ms(official[transport].list)}; ${official[transport].failures} runs failed`,
          ),
        ]
      : [];
  return table(
    ['the balance of the account, one at a time', 'time', '÷ directly', ''],
    [
      row('axios to the simulator directly', direct),
      row('get_balance through this app', through, `${ms(through - direct)} dearer`),
      row('of that, the local host alone (trivial app)', host),
      ...(official ? [row('get_balance through this app, between runs of the code tool', official.ours)] : []),
      ...code('telnyx-mcp’s code tool by stdio', 'stdio'),
      ...code('telnyx-mcp’s code tool over HTTP', 'http'),
    ],
  );
}

/** What a list takes of a model’s context, and memory under load. */
export function sizeTable({ list, official, loadedMib }: Figures): string {
  const row = (name: string, { tools, whole: all, visible }: ListSize): Row => [
    name,
    String(tools),
    `${whole(all.bytes)} bytes, ${whole(all.tokens)} tokens`,
    `${whole(visible.bytes)} bytes, ${whole(visible.tokens)} tokens`,
  ];
  const sizes = table(
    ['tools/list', 'tools', 'whole answer', 'what a model sees (name, description, input schema)'],
    [row('this app', list), ...(official ? [row('telnyx-mcp (an SDK to write code against, 1 tool)', official.stdio.size)] : [])],
  );
  const { app, bare, sdk } = loadedMib;
  const memory = table(
    ['memory after all loads', 'MiB'],
    [
      ['this app on the local host', mib(app)],
      ['SDK v1 and v2 on node:http', mib(sdk)],
      ['bare node:http', mib(bare)],
    ],
  );
  return `${sizes}\n\n${memory}`;
}

/** What logging in costs. */
export function oauthTable({ checkRemembered, checkRead, exchange, host, refreshes, same }: OAuthFigures): string {
  return table(
    ['OAuth', 'this app', 'reference, same run', 'ratio', ''],
    [
      [
        'Grant check per request, remembered',
        us(checkRemembered),
        `read from the tables: ${us(checkRead)}`,
        times(checkRemembered, checkRead),
        '',
      ],
      ['A code exchanged for tokens', ms(exchange), `trivial app, same host: ${ms(host)}`, times(exchange, host), ''],
      [
        `${PARALLEL} refreshes at once`,
        `${ms(refreshes.all)} (p50 ${ms(refreshes.p50)})`,
        `trivial app, same host: ${ms(refreshes.hostAll)}`,
        times(refreshes.all, refreshes.hostAll),
        `${refreshes.failures} failures`,
      ],
      [`${PARALLEL} refreshes of one token at once`, ms(same.all), '', '', `${same.successors} successor, ${same.failures} failures`],
    ],
  );
}

/** What the guard costs a call that goes, and one that was made before. */
export function guardedTable({ guarded, read, repeated, rows }: GuardedFigures): string {
  const both = ({ p50, p95 }: Latency) => `${ms(p50)} (p95 ${ms(p95)})`;
  const added = guarded.p50 - read.p50;
  return table(
    ['guarded call, p50', 'this app', 'reference, same run', 'ratio'],
    [
      ['send_message', both(guarded), `get_balance, which is not guarded: ${both(read)}`, times(guarded.p50, read.p50)],
      ['The same once more, for its receipt', both(repeated), `get_balance: ${ms(read.p50)}`, times(repeated.p50, read.p50)],
      ['What send_message takes longer', ms(added), `its three bare round trips to the tables: ${both(rows)}`, times(added, rows.p50)],
    ],
  );
}

/** Where there are no figures of the official server, the reader is told so. */
export const missing = (official: Official | undefined) =>
  official ? [] : ['telnyx-mcp is not in these tables: it is not installed yet. `npm run bench` without `--quick` installs it.'];
