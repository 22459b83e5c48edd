import { GUARD_DEFAULTS, StoreUnavailableError } from '../../../shared/platform/index.ts';
import { expect, test } from '@jest/globals';
import { createSigningKeyring } from '../../../shared/identity/tokens/index.ts';
import { createReadiness } from '../../../shared/health/index.ts';
import { cacheSecrets } from '../../../shared/platform/secrets/index.ts';
import { createTelnyx } from '../../../shared/telnyx/index.ts';
import { makeSecrets } from '../../support/keys.ts';
import { startListener } from '../../support/listener.ts';

const WHOLE_API = { level: 'on' as const, count: () => Promise.resolve({ operations: 3, unknown: [] }) };

test('T10: an app without its tables is not ready, and is again when they are back', async () => {
  const telnyx = await startListener();
  try {
    const { secrets, unusable, failure } = await makeSecrets();
    const state = { down: true, now: 0 };
    const readiness = createReadiness({
      secrets,
      unusable,
      failure,
      keyring: createSigningKeyring(secrets),
      store: { check: () => (state.down ? Promise.reject(new StoreUnavailableError()) : Promise.resolve()) },
      telnyx: createTelnyx({ baseUrl: telnyx.url, apiKey: () => Promise.resolve('KEYtest') }),
      ...{ tools: 1, more: 2, guards: GUARD_DEFAULTS, wholeApi: WHOLE_API },
      clock: () => state.now,
    });
    const others = { settings: true, vault: true, signing_keys: true, seal_keys: true, telnyx: true };
    await expect(readiness()).resolves.toMatchObject({ readiness: { ready: false, checks: { ...others, tables: false } } });
    state.down = false;
    state.now = 6_000;
    await expect(readiness()).resolves.toMatchObject({ readiness: { ready: true, checks: { ...others, tables: true } } });
  } finally {
    await telnyx.stop();
  }
});

test('S1: tells how old the secrets in use are, and keeps telling it while the vault is down', async () => {
  const telnyx = await startListener();
  try {
    const { content } = await makeSecrets();
    const state = { down: true, now: 0 };
    const clock = () => state.now;
    const secrets = cacheSecrets((name) => (state.down ? Promise.reject(new Error('down')) : Promise.resolve(content[name])), clock);
    const readiness = createReadiness({
      secrets,
      unusable: () => [],
      failure: () => 'unreachable',
      keyring: createSigningKeyring(secrets),
      store: { check: () => Promise.resolve() },
      telnyx: createTelnyx({ baseUrl: telnyx.url, apiKey: () => secrets.get('telnyx-api-key') }),
      ...{ tools: 1, more: 2, guards: GUARD_DEFAULTS, wholeApi: WHOLE_API },
      clock,
    });
    await expect(readiness()).resolves.toMatchObject({ readiness: { ready: false, ages_s: { vault: null, signing_keys: null } } });
    state.down = false;
    state.now = 60_000;
    await expect(readiness()).resolves.toMatchObject({ readiness: { ready: true, ages_s: { vault: 0, signing_keys: 0 } } });
    state.down = true;
    state.now += 900_000;
    await expect(readiness()).resolves.toMatchObject({ readiness: { ready: true, ages_s: { vault: 900, signing_keys: 900 } } });
  } finally {
    await telnyx.stop();
  }
});
