import { describe, expect, test } from '@jest/globals';
import { callOf } from '../facts/guarded-call.ts';
import { person, useGuards } from './guards.ts';

const guards = useGuards();
const { gate } = guards;

const TEXT = { to: '+13125550144', from: '+13125550100', text: 'Hello' };

describe('G27: a preview', () => {
  test.each([
    ['of a text', {}, 'send_message', TEXT, 'send', 'sent'],
    ['of a personal number', {}, 'send_message', { ...TEXT, to: '+447012345678' }, 'refuse', 'personal_number'],
    [
      'of an order that the page decides',
      { confirm: everythingOnPage() },
      'create_number_order',
      { phone_numbers: ['+13125550177'] },
      'ask',
      'ask',
    ],
    ['of a text that the page decides', { confirm: everythingOnPage() }, 'send_message', TEXT, 'ask', 'ask'],
  ] as const)('%s says what the call then comes to, and writes nothing', async (_what, settings, tool, args, would, became) => {
    const [guard, subject] = [guards.start(settings), person()];
    const known = await callOf(tool, args);
    const before = gate.requests.length;
    const forecast = await guard.preview({ ...known, principal: { ...known.principal, subject } });
    const written = gate.requests.slice(before).filter((request) => !request.startsWith('GET '));
    expect([forecast.would, written]).toEqual([would, []]);
    const made = await guards.make(guard, { subject, tool, args, usual: false });
    if (would === 'refuse') expect(guards.textOf(made)).toBe(forecast.refusal);
    else expect(made.became).toBe(became);
  });

  test('of a call that was made says so, and leaves its receipt', async () => {
    const [guard, subject] = [guards.start(), person()];
    await guards.make(guard, { subject, receipt: { id: 'first' } });
    const known = await callOf('send_message', TEXT);
    expect(await guard.preview({ ...known, principal: { ...known.principal, subject } })).toMatchObject({ would: 'already_done' });
    expect((await guards.make(guard, { subject })).outcome).toMatchObject({ kind: 'receipt', receipt: { id: 'first' } });
  });
});

function everythingOnPage() {
  return { purchase: 'page', outbound: 'page', destructive: 'page', credential: 'page' } as const;
}
