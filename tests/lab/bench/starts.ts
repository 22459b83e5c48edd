/** From spawning a process to its first complete tools/list, again and again, all kinds by turns. */
import { median } from './statistics.ts';

/** One start, or the medians of many: ms until it listens (NaN where it does not say) and until it has answered; MiB then, and after 100 more requests. */
export interface Start {
  readonly listening: number;
  readonly answered: number;
  readonly idleMib: number;
  readonly servedMib: number;
}

export type Starter = () => Promise<Start>;

/** @returns medians; the first start of each kind fills its caches and does not count. */
export async function measureStarts<Kind extends string, More extends string>(
  starters: Readonly<Record<Kind, Starter>>,
  more: Readonly<Record<More, Starter>> | undefined,
  rounds: number,
): Promise<{ starts: Record<Kind, Start>; more: Record<More, Start> | undefined }> {
  const all = Object.entries<Starter>({ ...starters, ...more }).map(([kind, start]) => ({ kind, start, samples: [] as Start[] }));
  for (const { start } of all) await start();
  for (let round = 0; round < rounds; round++) {
    for (const { start, samples } of all) samples.push(await start());
  }
  const medians = Object.fromEntries(
    all.map(({ kind, samples }) => {
      const of = (name: keyof Start) => median(samples.map((sample) => sample[name]));
      return [kind, { listening: of('listening'), answered: of('answered'), idleMib: of('idleMib'), servedMib: of('servedMib') }];
    }),
  ) as Record<Kind | More, Start>;
  return { starts: medians, more: more && medians };
}
