import type { ColdStart } from '../cold-start.ts';
import type { Start } from '../starts.ts';
import { mib, ms, table, times, type Row } from './format.ts';

/** How long the worker waits until an app is loaded. */
export function appLoadTable({ load: { app, trivial, cachedApp, cachedTrivial } }: ColdStart): string {
  const row = (name: string, ours: number, theirs: number): Row => [name, ms(ours), ms(theirs), times(ours, theirs)];
  return table(
    ['loading in the seam of the worker', 'this app', 'trivial app', 'ratio'],
    [
      row('without a compile cache, as in Azure', app.registered, trivial.registered),
      row('… until what is loaded after that is there', app.whole, trivial.whole),
      row('with a compile cache', cachedApp.registered, cachedTrivial.registered),
      row('… until what is loaded after that is there', cachedApp.whole, cachedTrivial.whole),
    ],
  );
}

/** Starts and memory: this app, what each of its means saves, the references. */
export function startTable({ official, ...starts }: ColdStart): string {
  const { app } = starts;
  const row = (name: string, start: Start): Row => [
    name,
    ms(start.answered),
    times(start.answered, app.answered),
    Number.isNaN(start.listening) ? '' : ms(start.listening),
    Number.isNaN(start.idleMib) ? '' : mib(start.idleMib),
    Number.isNaN(start.servedMib) ? '' : mib(start.servedMib),
  ];
  return table(
    ['start → first complete tools/list', 'time', '÷ this app', 'of that, until it listens', 'memory then', 'after 100 more'],
    [
      row('**this app**: bundled in pieces, list made by the build, compile cache', app),
      row('… without a compile cache', starts.uncached),
      row('… with all loaded at once', starts.eager),
      row('… with the tool list made at run time', starts.listing),
      row('… without a bundle: a file per module, packages from node_modules', starts.unbundled),
      row('a trivial app on the same host (an empty answer)', starts.trivial),
      row('`node -e 0` (start → exit)', starts.bare),
      ...(official
        ? [
            row('telnyx-mcp by stdio, its default', official.stdio),
            row('telnyx-mcp with `--transport=http --tools=code`', official.http),
            row('telnyx-mcp by stdio, given a compile cache', official.cached),
          ]
        : []),
    ],
  );
}
