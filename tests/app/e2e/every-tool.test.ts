import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tools } from '../../../tools/index.ts';
import { login } from '../../support/login.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';
import { account } from './every-tool/account.ts';
import { ai } from './every-tool/ai.ts';
import { callControl } from './every-tool/call-control.ts';
import { ERAS, type Connection } from './every-tool/clients.ts';
import { messaging } from './every-tool/messaging.ts';
import { phoneNumbers } from './every-tool/phone-numbers.ts';
import { startJourney, type Step } from './every-tool/step.ts';
import { storage } from './every-tool/storage.ts';

/** The journey: what a later step needs, an earlier one has made. */
const STEPS: readonly Step[] = [...messaging, ...phoneNumbers, ...callControl, ...storage, ...ai, ...account];

describe.each(ERAS)('a real client that speaks %s', (version, connect) => {
  let app: RunningApp;
  let client: Connection;
  let listed: string[];
  let journey: ReturnType<typeof startJourney>;
  const called = new Set<string>();
  beforeAll(async () => {
    app = await startApp();
    client = await connect(new URL('/mcp/stream', app.url), await login(app));
    listed = await client.list();
    journey = startJourney(app.telnyx);
  });
  afterAll(async () => {
    await app.stop();
    await client.close();
  });

  test('is spoken to in its version and sees every tool', () => {
    expect(client.version).toBe(version);
    expect(listed).toHaveLength(46);
    expect(listed).toEqual(tools.map(({ name }) => name));
  });

  test.each(STEPS.map((step) => [step.what === undefined ? step.tool : `${step.tool}, ${step.what}`, step] as const))(
    'calls %s',
    async (_name, step) => {
      const said: string[] = [];
      const args = typeof step.args === 'function' ? await step.args(journey) : step.args;
      const { isError, content, structuredContent } = await client.call(
        step.tool,
        { ...args },
        step.says === undefined ? undefined : (message) => said.push(message),
      );
      const text = content.map((part) => part.text).join('\n');
      expect(isError === true ? text : undefined).toBeUndefined();
      expect(text).not.toBe('');
      expect(text).not.toContain('hush');
      expect(structuredContent).toMatchObject(step.shows ?? {});
      if (step.says !== undefined) expect(said).toContain(step.says);
      journey.answered(step.tool, structuredContent);
      called.add(step.tool);
    },
  );

  test('has called every tool', () => {
    expect([...called].sort()).toEqual([...listed].sort());
  });
});
