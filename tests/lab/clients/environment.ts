import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { login } from '../../support/login.ts';
import { legacy } from '../../support/mcp.ts';
import { startHost, startStandIns } from '../../support/running-app.ts';
import { telnyxControls } from '../../support/telnyx-controls.ts';
import type { Computer } from './connect.ts';
import { startPerson, type Person } from './person.ts';
import { startWireTap, type WireTap } from './wire-tap.ts';

const ToolList = z.object({ result: z.object({ tools: z.array(z.object({ name: z.string() })) }) });

/** All that the clients meet: the app behind a tap, Telnyx's simulator, a person with a browser. */
export interface Environment {
  readonly endpoint: string;
  readonly tap: WireTap;
  readonly telnyx: ReturnType<typeof telnyxControls>;
  readonly person: Person;
  /** Pasted tokens of an Owner: one with all scopes, and one that may read alone. */
  readonly tokens: { readonly owner: string; readonly narrow: string };
  /** The names of all tools, as a plain HTTP request gets them. */
  readonly tools: readonly string[];
  /** A computer on which no client has been before. */
  computer(): Promise<Computer>;
  stop(): Promise<void>;
}

/** Starts it on free ports, with fresh state. */
export async function startEnvironment(): Promise<Environment> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0)) await each();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'clients-'));
    stops.unshift(() => rm(folder, { recursive: true, force: true }));
    const tap = await startWireTap();
    stops.unshift(() => tap.hangUp());
    const standIns = await startStandIns();
    stops.unshift(() => standIns.stop());
    // The tap's origin is the app's own: tokens, metadata and redirects name it.
    const app = await startHost(standIns, { PUBLIC_BASE_URL: tap.url });
    stops.unshift(() => app.stop());
    tap.pointAt(app.url);
    const person = await startPerson(folder);
    stops.unshift(() => person.stop());
    const owner = await login(tap);
    const list = ToolList.parse(await (await legacy(tap, 'tools/list', {}, { token: owner })).json());
    return {
      endpoint: `${tap.url}/mcp/stream`,
      tap,
      telnyx: telnyxControls(app),
      person,
      tokens: { owner, narrow: await login(tap, { scopes: ['telnyx.read'] }) },
      tools: list.result.tools.map(({ name }) => name),
      computer: async () => ({ home: await mkdtemp(join(folder, 'home-')), env: person.env }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
