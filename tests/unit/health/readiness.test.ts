import { expect, test } from '@jest/globals';
import { createSigningKeyring } from '../../../shared/auth/index.ts';
import { createReadiness } from '../../../shared/health/index.ts';
import { StoreUnavailableError } from '../../../shared/store/index.ts';
import { createTelnyx } from '../../../shared/telnyx/index.ts';
import { makeSecrets } from '../../support/keys.ts';
import { startListener } from '../../support/listener.ts';

test('T10: an app without its tables is not ready, and is again when they are back', async () => {
  const telnyx = await startListener();
  try {
    const { secrets } = await makeSecrets();
    const state = { down: true, now: 0 };
    const readiness = createReadiness({
      secrets,
      keyring: createSigningKeyring(secrets),
      store: { check: () => (state.down ? Promise.reject(new StoreUnavailableError()) : Promise.resolve()) },
      telnyx: createTelnyx({ baseUrl: telnyx.url, apiKey: () => Promise.resolve('KEYtest') }),
      tools: 1,
      clock: () => state.now,
    });
    const others = { settings: true, vault: true, signing_keys: true, telnyx: true };
    await expect(readiness()).resolves.toMatchObject({ ready: false, checks: { ...others, tables: false } });
    state.down = false;
    state.now = 6_000;
    await expect(readiness()).resolves.toMatchObject({ ready: true, checks: { ...others, tables: true } });
  } finally {
    await telnyx.stop();
  }
});
