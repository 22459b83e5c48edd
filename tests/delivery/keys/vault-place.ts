import { expect } from '@jest/globals';
import { z } from 'zod';
import { createKeyVault } from '../../../infra/local/cloud/vault/server.ts';
import { run } from '../../support/running-app.ts';
import { vaultControls } from '../../support/vault-controls.ts';
import { identity, IDENTITY_CLIENT, IDENTITY_HEADER, TENANT } from '../../local/cloud/tenant.ts';

export const NAMES = ['mcp-signing-keys', 'mcp-seal-keys'] as const;
export type Name = (typeof NAMES)[number];

const Key = z.looseObject({
  kid: z.string(),
  d: z.string().optional(),
  k: z.string().optional(),
  published: z.number().optional(),
  activated: z.number().optional(),
  retired: z.number().optional(),
});
const KeySet = z.object({ active: z.string(), keys: z.array(Key) });
export type KeySet = z.output<typeof KeySet>;

/** The vault stand-in with these secrets and no others, and the program that is run against it. */
export async function startVault(secrets: Readonly<Record<string, string>> = {}) {
  const identityServer = identity();
  const { url: identityUrl } = await identityServer.listen();
  const server = createKeyVault({ tenantId: TENANT, jwksUrl: `${identityUrl}/keys`, secrets });
  const { url: vault } = await server.listen();
  const env = {
    KEY_VAULT_URL: vault,
    IDENTITY_ENDPOINT: `${identityUrl}/msi/token`,
    IDENTITY_HEADER,
    AZURE_CLIENT_ID: IDENTITY_CLIENT,
  };
  const controls = vaultControls({ vault, env });
  const held = () => Promise.all(NAMES.map((name) => controls.read(name).catch(() => '')));

  /** Runs the program to its end. Whatever it does, it prints no key. */
  const keys = async (...args: string[]) => {
    const before = await held();
    const program = run('infra/keys/main.ts', args, env);
    const code = await program.exited;
    const result = { code, output: program.output(), stdout: program.stdout() };
    for (const [, , material] of [...before, ...(await held())].join().matchAll(/"(d|k)":"([^"]+)"/g)) {
      expect(result.output).not.toContain(material);
    }
    return result;
  };

  const read = async (name: Name): Promise<KeySet> => KeySet.parse(JSON.parse(await controls.read(name)));
  /** Puts every mark of every key so many seconds into the past. */
  const age = async (seconds: number) => {
    for (const name of NAMES) await controls.write(name, JSON.stringify(older(await read(name), seconds)));
  };
  /** Publishes every key that has not been used yet so many seconds ago. */
  const publish = async (ago: number) => {
    const published = Math.floor(Date.now() / 1000) - ago;
    for (const name of NAMES) {
      const { active, keys: all } = await read(name);
      await controls.write(name, JSON.stringify({ active, keys: all.map((key) => (key.activated ? key : { ...key, published })) }));
    }
  };
  return { vault, env, controls, held, keys, read, age, publish, stop: () => Promise.all([server.close(), identityServer.close()]) };
}

export type VaultPlace = Awaited<ReturnType<typeof startVault>>;

const MARKS = ['published', 'activated', 'retired'] as const;

function older(set: KeySet, seconds: number): KeySet {
  const keys = set.keys.map((key) => ({
    ...key,
    ...Object.fromEntries(MARKS.flatMap((mark) => (key[mark] === undefined ? [] : [[mark, key[mark] - seconds]]))),
  }));
  return { ...set, keys };
}
