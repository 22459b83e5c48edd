import { expect, test } from '@jest/globals';
import { answerOutage, outageReadiness, reportOutage } from '../../../functions/outage.ts';
import { createLogger } from '../../../shared/platform/log/index.ts';
import { ConfigError } from '../../../shared/platform/settings/index.ts';

function report(error: unknown) {
  const lines: { level: string; line: string }[] = [];
  const outage = reportOutage(
    error,
    createLogger((level, line) => lines.push({ level, line })),
  );
  return { outage, lines };
}

const ask = (accept?: string) => new Request('http://localhost/mcp', accept === undefined ? {} : { headers: { accept } });

test('D12: an error that nobody foresaw is logged once, under an id, and shows nothing of itself', async () => {
  const { outage, lines } = report(new TypeError('the secret is 42'));
  expect(lines).toHaveLength(1);
  expect(lines[0]?.level).toBe('error');
  expect(lines[0]?.line).toContain(outage.id);

  const answers = [await answerOutage(outage, ask()), await answerOutage(outage, ask('text/html')), outageReadiness(outage)];
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
  expect(await outageReadiness(outage).json()).toEqual({
    ready: false,
    checks: { settings: false },
    settings: ['TABLES_URL is missing', 'READ_ONLY must be true or false'],
    tools: 0,
    more: 0,
  });
  expect(await (await answerOutage(outage, ask('application/json'))).text()).not.toContain('TABLES_URL');
});
