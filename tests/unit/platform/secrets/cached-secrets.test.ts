import { describe, expect, test } from '@jest/globals';
import { cacheSecrets, SecretUnavailableError, type SecretSource } from '../../../../shared/platform/secrets/index.ts';

/** A source whose answer can be changed, and a clock that stands still until it is moved. */
function setup() {
  const state = { value: 'one', down: false, reads: 0, now: 0 };
  const source: SecretSource = async () => {
    state.reads++;
    await Promise.resolve();
    if (state.down) throw new Error('down');
    return state.value;
  };
  return { state, secrets: cacheSecrets(source, () => state.now) };
}

const MINUTE = 60_000;

describe('cached secrets', () => {
  test('S1: 200 parallel cold readers share one fetch', async () => {
    const { state, secrets } = setup();
    await Promise.all(Array.from({ length: 200 }, () => secrets.get('telnyx-api-key')));
    expect(state.reads).toBe(1);
  });

  test('are read anew after ten minutes, not before', async () => {
    const { state, secrets } = setup();
    await secrets.get('telnyx-api-key');
    state.value = 'two';
    state.now = 10 * MINUTE - 1;
    expect(await secrets.get('telnyx-api-key')).toBe('one');
    state.now = 10 * MINUTE;
    expect(await secrets.get('telnyx-api-key')).toBe('two');
  });

  test('S1: the last good value serves on while the source is down, with one try each half minute', async () => {
    const { state, secrets } = setup();
    await secrets.get('telnyx-api-key');
    state.down = true;
    state.now = 11 * MINUTE;
    for (let count = 0; count < 5; count++) expect(await secrets.get('telnyx-api-key')).toBe('one');
    expect(state.reads).toBe(2);
    state.now += 30_000;
    await secrets.get('telnyx-api-key');
    expect(state.reads).toBe(3);
  });

  test('S1: cold and down is an error that names nothing, and the next reader tries again', async () => {
    const { state, secrets } = setup();
    state.down = true;
    const error = await secrets.get('telnyx-api-key').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SecretUnavailableError);
    expect(String(error)).not.toContain('telnyx');
    state.down = false;
    expect(await secrets.get('telnyx-api-key')).toBe('one');
  });

  test('U7: a refused value is read anew once, and then not for half a minute', async () => {
    const { state, secrets } = setup();
    await secrets.get('telnyx-api-key');
    state.value = 'two';
    expect(await secrets.renew('telnyx-api-key', 'one')).toBe('two');
    for (let count = 0; count < 10; count++) expect(await secrets.renew('telnyx-api-key', 'two')).toBe('two');
    expect(state.reads).toBe(2);
    state.now = 30_000;
    await secrets.renew('telnyx-api-key', 'two');
    expect(state.reads).toBe(3);
  });

  test('U7: whoever comes with an older value gets the current one without a read', async () => {
    const { state, secrets } = setup();
    await secrets.get('telnyx-api-key');
    expect(await secrets.renew('telnyx-api-key', 'zero')).toBe('one');
    expect(state.reads).toBe(1);
  });
});
