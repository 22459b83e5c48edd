import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { useApp, usePrograms } from '../../../support/index.ts';
import { approve, discover, freePort, registered } from '../../../support/oauth/index.ts';

const run = usePrograms();

const SUITE = 'node_modules/@modelcontextprotocol/conformance/dist/index.js';
const CONFIGURED = 'conformance-suite';
const Checks = z.array(z.object({ id: z.string(), status: z.string() }));

/** What must be there: a suite that skips a check passes it too. */
const EXPECTED = [
  { id: 'authorization-code-grant', status: 'SUCCESS' },
  { id: 'authorization-server-metadata', status: 'SUCCESS' },
  { id: 'authorization-server-metadata-cimd', status: 'SUCCESS' },
];

let port: number;
const app = useApp({
  async settings() {
    port = await freePort();
    const client = { client_id: CONFIGURED, client_name: 'Conformance suite', redirect_uris: [`http://127.0.0.1:${port}/callback`] };
    return { OAUTH_CLIENTS: JSON.stringify([client]) };
  },
});

interface Way {
  readonly clientId: () => Promise<string>;
  /** More arguments for the suite. */
  readonly more: () => readonly string[];
}

const WAYS: Readonly<Record<string, Way>> = {
  'an allow-listed client that names no resource': { clientId: () => Promise.resolve(CONFIGURED), more: () => [] },
  'a registered client that names the resource': {
    clientId: async () => registered((await discover(app)).server, { redirect_uris: [`http://127.0.0.1:${port}/callback`] }),
    more: () => ['--resource', `${app.url}/mcp/stream`],
  },
};

/** Every check of every scenario that the suite wrote. */
async function checksIn(directory: string): Promise<z.output<typeof Checks>> {
  const names = await readdir(directory, { recursive: true });
  const files = names.filter((name) => name.endsWith('checks.json'));
  const contents = await Promise.all(files.map((name) => readFile(join(directory, name), 'utf8')));
  return contents.flatMap((text) => Checks.parse(JSON.parse(text)));
}

async function judge(specVersion: string, { clientId, more }: Way): Promise<z.output<typeof Checks>> {
  const output = await mkdtemp(join(tmpdir(), 'conformance-'));
  const target = ['authorization', '--url', app.url, '--client-id', await clientId(), '-p', String(port), ...more()];
  const suite = run(SUITE, [...target, '--spec-version', specVersion, '-o', output]);
  try {
    const [url = ''] = await suite.line(/^http:\/\/localhost:\d+\/authorize\?\S+$/);
    // The suite's own server takes the code at its redirect URI.
    await fetch((await approve(new URL(url))).url);
    await suite.exited;
    return await checksIn(output);
  } finally {
    await rm(output, { recursive: true });
  }
}

describe.each(['2025-11-25', '2026-07-28'])('the conformance suite at %s', (specVersion) => {
  test.each(Object.entries(WAYS))('passes every check of an authorization server, as %s', async (_name, way) => {
    const checks = await judge(specVersion, way);
    expect(checks.map(({ id, status }) => ({ id, status })).toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(EXPECTED);
  });
});
