import { describe, expect, test } from '@jest/globals';
import { GUARD_DEFAULTS_ON, telnyxControls, useApp, useClient } from '../../support/index.ts';

const app = useApp({ settings: { DEFAULT_ROLE: 'Owner', ...GUARD_DEFAULTS_ON } });
const client = useClient(app);

/** What Telnyx was told to change. */
const changedBy = async (work: () => Promise<unknown>) =>
  (await telnyxControls(app).during(work)).filter(({ method }) => method !== 'GET').map(({ url }) => url);

describe('connect_inbox under the guards of a new server', () => {
  test("is carried out where it leaves others' URLs as they are", async () => {
    const changes = await changedBy(async () => {
      const { structuredContent } = await client.call('connect_inbox', {});
      expect(structuredContent).toMatchObject({ changed: expect.any(Number), left_to_others: expect.any(Number) });
    });
    expect(changes).toEqual([expect.stringContaining('/messaging_profiles/')]);
  });

  test('waits for a person on the page where others would lose their events, and changes nothing before', async () => {
    const changes = await changedBy(async () => {
      const { structuredContent } = await client.call('connect_inbox', { replace: true });
      expect(structuredContent).toMatchObject({ sent: false, needs_approval: { open: expect.stringContaining('/approvals/') } });
    });
    expect(changes).toEqual([]);
  });

  test('preview_action says why', async () => {
    const { structuredContent } = await client.call('preview_action', { tool: 'connect_inbox', arguments: { replace: true } });
    expect(structuredContent).toMatchObject({
      would: 'ask',
      why: expect.arrayContaining([expect.stringContaining('take events from those who get them now')]),
    });
  });
});
