import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tools } from '../../../tools/index.ts';
import { login } from '../../support/login.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';
import { startJourney } from '../../tools/support/journey.ts';
import { STEPS } from '../../tools/support/steps.ts';
import { ERAS, type Connection } from './every-tool-clients.ts';

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
    expect(listed).toEqual(tools.map(({ name }) => name));
  });

  test.each(STEPS.map((step) => [step.name, step] as const))('calls %s', async (_name, { name, tool, args, shows = {}, says }) => {
    const said: string[] = [];
    const { isError, content, structuredContent } = await client.call(
      tool,
      { ...(typeof args === 'function' ? await args(journey) : args) },
      says === undefined ? undefined : (message) => said.push(message),
    );
    const text = content.map((part) => part.text).join('\n');
    expect(isError === true ? text : undefined).toBeUndefined();
    expect(text).not.toBe('');
    expect(text).not.toContain('hush');
    expect(structuredContent).toMatchObject(typeof shows === 'function' ? shows(expect) : shows);
    if (says !== undefined) expect(said).toContain(says);
    journey.answered(name, structuredContent);
    called.add(tool);
  });

  test('has called every tool', () => {
    expect([...called].sort()).toEqual([...listed].sort());
  });
});
