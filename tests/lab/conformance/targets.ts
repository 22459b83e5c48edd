import { z } from 'zod';
import { login } from '../../support/login.ts';
import { run, startApp } from '../../support/running-app.ts';
import { startTokenProxy } from './token-proxy.ts';

/** What a suite is run against: an origin that adds a token by itself. */
export interface Target {
  readonly url: string;
  stop(): Promise<void>;
}

const Started = z.object({ url: z.url(), token: z.string() });

/** The app's own handler with the suites' fixtures as its catalogue. */
export function startFixtures(): Promise<Target> {
  const server = run('tests/lab/conformance/fixture-server.ts');
  const address = async () => {
    const [line] = await server.line(/^\{.*\}$/);
    return Started.parse(JSON.parse(line));
  };
  return behindProxy(address, () => server.stop());
}

/** The built app with its own tools, on stand-ins. */
export async function startProduction(): Promise<Target> {
  const app = await startApp();
  return behindProxy(
    async () => ({ url: app.url, token: await login(app) }),
    () => app.stop(),
  );
}

async function behindProxy(address: () => Promise<z.output<typeof Started>>, stopServer: () => Promise<void>): Promise<Target> {
  try {
    const proxy = await startTokenProxy(await address());
    return {
      url: proxy.url,
      async stop() {
        await proxy.stop();
        await stopServer();
      },
    };
  } catch (error) {
    await stopServer();
    throw error;
  }
}
