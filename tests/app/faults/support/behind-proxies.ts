import { startFaultProxy, type FaultProxy } from '../../../support/fault-proxy.ts';
import { startHost, startStandIns, type RunningApp, type RunningStandIns } from '../../../support/running-app.ts';

const DEPENDENCIES = ['entra', 'identity', 'vault', 'tables', 'telnyx'] as const;
export type Dependency = (typeof DEPENDENCIES)[number];

export type Proxies = Readonly<Record<Dependency, FaultProxy>>;

export interface BehindProxies {
  readonly standIns: RunningStandIns;
  readonly proxies: Proxies;
  /** Starts a fresh app whose every way out leads through the proxies. Stopped with all else. */
  start(settings?: Readonly<Record<string, string>>): Promise<RunningApp>;
  /** Every way is good again. */
  restore(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts stand-ins with a proxy before each of them. Who asks the stand-ins' own URLs goes past the proxies. */
export async function startBehindProxies(): Promise<BehindProxies> {
  const standIns = await startStandIns();
  const pairs = await Promise.all(DEPENDENCIES.map(async (name) => [name, await startFaultProxy(standIns[name])] as const));
  const proxies: Proxies = Object.fromEntries(pairs) as Record<Dependency, FaultProxy>;
  const through = (value: string) =>
    pairs.reduce((text, [name, { url }]) => text.replace(new URL(standIns[name]).origin, new URL(url).origin), value);
  const env = Object.fromEntries(Object.entries(standIns.env).map(([name, value]) => [name, through(value)]));
  const apps: RunningApp[] = [];
  return {
    standIns,
    proxies,
    async start(settings = {}) {
      const app = await startHost({ ...standIns, env }, settings);
      apps.push(app);
      return app;
    },
    async restore() {
      for (const [, proxy] of pairs) await proxy.restore();
    },
    async stop() {
      for (const app of apps) await app.stop();
      for (const [, proxy] of pairs) await proxy.stop();
      await standIns.stop();
    },
  };
}
