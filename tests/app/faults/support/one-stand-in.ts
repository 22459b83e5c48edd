/**
 * One stand-in in a process of its own, so that it can be killed: `node one-stand-in.ts NAME FOLDER PORT [IDENTITY_PORT IDENTITY_HEADER]`, where
 * NAME is entra, vault (with the managed identity) or telnyx. What outlives a restart in the cloud is kept in FOLDER. Prints `Up at URL`.
 */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createEntra } from '../../../../infra/local/cloud/entra/server.ts';
import { createManagedIdentity } from '../../../../infra/local/cloud/identity/server.ts';
import { loadSigningKey } from '../../../../infra/local/cloud/loopback/signing-key.ts';
import { createTelnyxSimulator, LOCAL_API_KEY } from '../../../../infra/local/telnyx/server.ts';
import { makeSeed } from '../../../../infra/local/cloud/vault/seed.ts';
import { createKeyVault } from '../../../../infra/local/cloud/vault/server.ts';
import { startFaultProxy } from '../../../support/fault-proxy.ts';
import { CLIENT_ID, IDENTITY_CLIENT_ID, JOURNAL, PRINCIPAL_ID, TENANT_ID } from './names.ts';

const Arguments = z.tuple([z.enum(['entra', 'vault', 'telnyx']), z.string(), z.coerce.number(), z.coerce.number(), z.string()]);
const [name, folder, port, identityPort, header] = Arguments.parse(process.argv.slice(2));
/** Less than the latency of a proxy. */
const LOSING_MS = 400;
const jwksUrl = `http://127.0.0.1:${identityPort}/keys`;

const START: Readonly<Record<typeof name, () => Promise<string>>> = {
  async entra() {
    const federatedCredential = { jwksUrl, subject: PRINCIPAL_ID };
    const entra = createEntra({ tenantId: TENANT_ID, clientId: CLIENT_ID, redirectUris: 'loopback', federatedCredential });
    return (await entra.listen(port)).url;
  },
  async vault() {
    const identity = createManagedIdentity({ tenantId: TENANT_ID, clientId: IDENTITY_CLIENT_ID, principalId: PRINCIPAL_ID, header });
    await identity.listen(identityPort);
    const vault = createKeyVault({
      tenantId: TENANT_ID,
      jwksUrl,
      ...(await makeSeed(LOCAL_API_KEY)),
      stateFile: join(folder, 'vault.json'),
    });
    return (await vault.listen(port)).url;
  },
  async telnyx() {
    const { url } = await createTelnyxSimulator().listen();
    // Written down before the simulator sees it, and before the caller can know that it arrived.
    const record = (bytes: Buffer) => appendFileSync(join(folder, JOURNAL), bytes);
    const proxy = await startFaultProxy(url, { port, record });
    // What comes in this moment is carried out, and its answer is lost.
    process.on('SIGUSR2', () => {
      proxy.set('latency');
      setTimeout(() => void proxy.restore(), LOSING_MS);
    });
    return proxy.url;
  },
};

await loadSigningKey(join(folder, 'signing-key.pem'));
console.log(`Up at ${await START[name]()}`);
