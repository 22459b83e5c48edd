import { afterEach } from '@jest/globals';
import { startFaultProxy, type FaultProxy } from '../../../support/fault-proxy.ts';
import { use, useStandIns, type RunningApp, type StandIns } from '../../../support/index.ts';

const DEPENDENCIES = ['entra', 'identity', 'vault', 'tables', 'telnyx'] as const;
type Dependency = (typeof DEPENDENCIES)[number];

interface BehindProxies {
  /** Their own URLs: who asks these goes past the proxies. */
  readonly standIns: StandIns;
  readonly proxies: Readonly<Record<Dependency, FaultProxy>>;
  /** Starts a fresh app whose every way out leads through the proxies; stopped as {@link StandIns.startApp} says. */
  start(settings?: Readonly<Record<string, string>>): Promise<RunningApp>;
  /** Clears every fault of the proxies; it is done after each test as well. */
  restore(): Promise<void>;
}

/** Starts stand-ins with a proxy before each of them, before the tests of the file. */
export function useProxies(): BehindProxies {
  const standIns = useStandIns();
  const proxyOf = (name: Dependency) => use(() => startFaultProxy(standIns[name]));
  const proxies = {
    entra: proxyOf('entra'),
    identity: proxyOf('identity'),
    vault: proxyOf('vault'),
    tables: proxyOf('tables'),
    telnyx: proxyOf('telnyx'),
  };
  const through = (value: string) =>
    DEPENDENCIES.reduce((text, name) => text.replace(new URL(standIns[name]).origin, new URL(proxies[name].url).origin), value);
  const restore = async () => {
    for (const proxy of Object.values(proxies)) await proxy.restore();
  };
  afterEach(restore);
  return {
    standIns,
    proxies,
    restore,
    start: (settings) =>
      standIns.startApp({
        ...Object.fromEntries(Object.entries(standIns.env).map(([name, value]) => [name, through(value)])),
        ...settings,
      }),
  };
}
