import { describe, expect, test } from '@jest/globals';
import { answerOutage, outageReadiness } from '../../../functions/outage-answers.ts';
import { reportOutage } from '../../../functions/outage.ts';
import { createLogger } from '../../../shared/platform/log/index.ts';
import { ConfigError } from '../../../shared/platform/settings/index.ts';

function report(error: unknown, unregistered = false) {
  const lines: { level: string; line: string }[] = [];
  const outage = reportOutage(
    error,
    createLogger((level, line) => lines.push({ level, line })),
    unregistered,
  );
  return { outage, lines };
}

const ask = (accept?: string) => new Request('http://localhost/mcp', accept === undefined ? {} : { headers: { accept } });

test('D12: an error that nobody foresaw is logged once, under an id, and shows nothing of itself', async () => {
  const { outage, lines } = report(new TypeError('the secret is 42'));
  expect(lines).toHaveLength(1);
  expect(lines[0]?.level).toBe('error');
  expect(lines[0]?.line).toContain(outage.id);

  const answers = [await answerOutage(outage, ask()), await answerOutage(outage, ask('text/html')), await outageReadiness(outage, ask())];
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  for (const [index, text] of texts.entries()) {
    expect(answers[index]?.status).toBe(503);
    expect(text).toContain(outage.id);
  }
  expect(JSON.parse(texts[0] ?? '')).toMatchObject({ error: 'start_failed' });
  expect(JSON.parse(texts[2] ?? '')).toEqual({ ready: false, checks: { start: false }, id: outage.id, tools: 0, more: 0 });
  expect(`${texts.join()}${lines[0]?.line ?? ''}`).not.toContain('secret');
});

test('D12: wrong settings are named in the log and by readiness, and nowhere else', async () => {
  const { outage, lines } = report(new ConfigError(['TABLES_URL is missing', 'READ_ONLY must be true or false']));
  expect(lines.map(({ level }) => level)).toEqual(['error']);
  expect(JSON.parse(lines[0]?.line ?? '')).toMatchObject({ settings: outage.settings });
  expect(await (await outageReadiness(outage, ask())).json()).toEqual({
    ready: false,
    checks: { settings: false },
    settings: ['TABLES_URL is missing', 'READ_ONLY must be true or false'],
    tools: 0,
    more: 0,
  });
  expect(await (await answerOutage(outage, ask('application/json'))).text()).not.toContain('TABLES_URL');
});

test('a browser sees at /health/ready which setting is wrong', async () => {
  const { outage } = report(new ConfigError(['TABLES_URL is missing']));
  const response = await outageReadiness(outage, ask('text/html'));
  expect([response.status, response.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
  const text = await response.text();
  expect(text).toContain('<h1>This server is not configured</h1>');
  expect(text).toContain('<b>TABLES_URL</b>');
});

describe('an app that is not registered yet', () => {
  const { outage, lines } = report(new ConfigError(['ENTRA_CLIENT_ID is missing']), true);

  test('says so in the log, as a warning', () => {
    expect(lines.map(({ level, line }) => [level, JSON.parse(line)])).toEqual([
      ['warn', expect.objectContaining({ event: 'not_registered', settings: ['ENTRA_CLIENT_ID is missing'] })],
    ]);
  });

  test('tells a browser what an administrator does, and a program that it is so', async () => {
    const page = await answerOutage(outage, ask('text/html'));
    expect(page.status).toBe(503);
    const text = await page.text();
    expect(text).toContain('<h1>Not registered yet</h1>');
    expect(text).toContain('azd -C infra env set ENTRA_CLIENT_ID');
    const program = await answerOutage(outage, ask());
    expect([program.status, await program.json()]).toMatchObject([503, { error: 'not_registered' }]);
  });

  test('is not ready, and keeps the list of settings', async () => {
    const response = await outageReadiness(outage, ask());
    expect([response.status, await response.json()]).toEqual([
      503,
      {
        ready: false,
        code: 'not_registered',
        checks: { settings: false },
        settings: ['ENTRA_CLIENT_ID is missing'],
        tools: 0,
        more: 0,
      },
    ]);
    expect(await (await outageReadiness(outage, ask('text/html'))).text()).toContain('<h1>Not registered yet</h1>');
  });
});
