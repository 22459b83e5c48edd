import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Heard, HeardKeyword, HeardOf } from '../../../../shared/guard/index.ts';
import { SecretUnavailableError, StoreUnavailableError, type GuardSettings } from '../../../../shared/platform/index.ts';
import { callOf } from '../facts/guarded-call.ts';
import { OUR_NUMBER, OUR_PROFILE, person, RESERVING, useGuards } from './guards.ts';

const guards = useGuards();
const { gate } = guards;
afterEach(() => gate.restore());

const OTHER_PROFILE = '4000eba1-a0c0-4563-9925-b25e842a7cb6';

let people = 0;
/** Somebody to whom nothing was sent yet. */
const somebody = () => `+1312555${String(1_000 + people++)}`;

/** An inbox of which a test says what is in it, and that tells for whom it was asked. */
function inbox() {
  const asked: string[] = [];
  const answers = new Map<string, HeardOf>();
  const heard: Heard = {
    of(number) {
      asked.push(number);
      return Promise.resolve(answers.get(number) ?? { answeredAt: undefined, keywords: [] });
    },
  };
  const hears = (number: string, word: HeardKeyword['word'], more: Partial<HeardKeyword> = {}) => {
    const at = Date.now();
    const keyword = { word, at, own: OUR_NUMBER, profileId: OUR_PROFILE, ...more };
    answers.set(number, { answeredAt: at, keywords: [keyword, ...(answers.get(number)?.keywords ?? [])] });
  };
  const answer = (number: string) => answers.set(number, { answeredAt: Date.now() + 1_000, keywords: [] });
  return { heard, asked, hears, answer };
}

const failing = (error: Error): Heard => ({ of: () => Promise.reject(error) });
const FOUR_TEXTS = ['one', 'two', 'three', 'four'];
const BURST: Partial<GuardSettings> = { recipient: { burst: 3, day: undefined } };

describe('G2: somebody who wrote STOP to one of our numbers', () => {
  test('gets nothing from its profile until they write START, and the preview says the same', async () => {
    const { heard, hears } = inbox();
    const [guard, subject, to] = [guards.start({}, heard), person(), somebody()];
    const send = (text: string, more: object = {}) => guards.make(guard, { subject, args: { to, text, ...more } });
    const foretold = async (text: string) => {
      const known = await callOf('send_message', { to, from: OUR_NUMBER, text });
      return guard.preview({ ...known, principal: { ...known.principal, subject } });
    };
    expect((await send('one')).became).toBe('sent');
    hears(to, 'STOP');
    const refused = await send('two');
    expect(refused.became).toBe('opted_out');
    expect(guards.textOf(refused)).toMatch(/^This person answered STOP to \+13125550100 on .*START to \+13125550100\. Nothing was sent\./);
    expect(await foretold('two')).toMatchObject({ would: 'refuse', refusal: guards.textOf(refused) });
    expect((await send('three', { from: undefined, messaging_profile_id: OTHER_PROFILE })).became).toBe('sent');
    hears(to, 'START', { at: Date.now() + 1 });
    expect(await foretold('two')).toMatchObject({ would: 'send' });
    expect((await send('two')).became).toBe('sent');
  });

  test('is known where the inbox tells our number alone', async () => {
    const { heard, hears } = inbox();
    const [guard, to] = [guards.start({}, heard), somebody()];
    const by = (messaging_profile_id: string) => guards.make(guard, { args: { to, from: undefined, messaging_profile_id } });
    hears(to, 'STOP', { profileId: undefined });
    expect([(await by(OUR_PROFILE.toUpperCase())).became, (await by(OTHER_PROFILE)).became]).toEqual(['opted_out', 'sent']);
  });

  test('to a number that is not ours any more gets nothing from any profile', async () => {
    const { heard, hears } = inbox();
    const [guard, to] = [guards.start({}, heard), somebody()];
    hears(to, 'STOP', { profileId: undefined, own: '+13125550199' });
    expect((await guards.make(guard, { args: { to } })).became).toBe('opted_out');
  });

  test('while a call waited for its person gets nothing', async () => {
    const { heard, asked: askedAbout, hears } = inbox();
    const confirm = { purchase: 'page', outbound: 'page', destructive: 'page', credential: 'page' } as const;
    const [guard, subject, to] = [guards.start({ confirm }, heard), person(), somebody()];
    const asked = await guards.make(guard, { subject, args: { to } });
    if (asked.outcome.kind !== 'ask') throw new Error(asked.outcome.kind);
    const waiting = guards.make(guard, { subject, args: { to }, waits: true });
    // The call has found no STOP, and waits for its person.
    while (askedAbout.length < 2) await turn();
    hears(to, 'STOP');
    await guard.approvals.decide(subject, asked.outcome.question.id, asked.outcome.question.nonce, 'approve');
    expect((await waiting).became).toBe('opted_out');
  });
});

describe('G2: a text that Telnyx refuses because of STOP', () => {
  test('is kept for the profile of its sender, and lifted by START in the inbox', async () => {
    const { heard, hears } = inbox();
    // Without the inbox, the list of Telnyx lifts it: here it may not be read.
    const [guard, subject, to] = [guards.start({}, heard, { optOuts: () => Promise.resolve(undefined) }), person(), somebody()];
    const send = (text: string, more: object = {}, made: object = {}) =>
      guards.make(guard, { subject, args: { to, text, ...more }, ...made });
    expect((await send('one', {}, { ending: 'nothing', optedOut: true })).became).toBe('sent');
    expect((await send('two')).became).toBe('opted_out');
    expect((await send('three', { from: undefined, messaging_profile_id: OTHER_PROFILE })).became).toBe('sent');
    hears(to, 'START', { at: Date.now() + 2_000 });
    expect((await send('two')).became).toBe('sent');
    // It is forgotten for good: also once the inbox has forgotten the START.
    const later = guards.start({}, undefined, { optOuts: () => Promise.resolve(undefined) });
    expect((await guards.make(later, { subject, args: { to, text: 'four' } })).became).toBe('sent');
  });
});

describe('G18: texts to one person', () => {
  test('wait for the page from the fourth on, unless the person has answered', async () => {
    const { heard, answer } = inbox();
    const [guard, subject, to] = [guards.start(BURST, heard), person(), somebody()];
    const became: string[] = [];
    for (const text of FOUR_TEXTS) became.push((await guards.make(guard, { subject, args: { to, text } })).became);
    answer(to);
    became.push((await guards.make(guard, { subject, args: { to, text: 'four' } })).became);
    expect(became).toEqual(['sent', 'sent', 'sent', 'ask', 'sent']);
  });
});

describe('the inbox', () => {
  test('is asked once about each recipient of a text or call, and about nobody else', async () => {
    const { heard, asked } = inbox();
    const [guard, to] = [guards.start({}, heard), somebody()];
    const several = [somebody(), somebody(), 'sip:desk@pbx.example.net'];
    await guards.make(guard, { args: { to } });
    await guards.make(guard, { tool: 'create_call', args: { to: several } });
    for (const tool of ['create_number_order', 'hangup_call']) expect((await guards.make(guard, { tool })).became).toBe('sent');
    await guards.make(guard, { tool: 'lookup_number', args: { phone_number: to } });
    expect(asked).toEqual([to, ...several.slice(0, 2)]);
  });

  test('is asked once although the rows change and are read anew', async () => {
    const { heard, asked } = inbox();
    const [subject, to] = [person(), somebody()];
    const claim = gate.hold(RESERVING, 'request');
    const first = guards.make(guards.start({}, heard), { subject, args: { to, text: 'one' } });
    await claim.reached;
    const second = await guards.make(guards.start({}, heard), { subject, args: { to, text: 'two' } });
    claim.release();
    expect([(await first).became, second.became]).toEqual(['sent', 'sent']);
    expect(asked).toEqual([to, to]);
  });

  test.each([
    ['tables', failing(new StoreUnavailableError()), "The guard's tables cannot be reached: nothing was done."],
    ['keys', failing(new SecretUnavailableError()), "The guard's keys cannot be read: nothing was done."],
  ])('G3: whose %s cannot be read refuses texts and calls, and nothing else', async (_what, heard, text) => {
    const guard = guards.start({}, heard);
    for (const tool of ['send_message', 'create_call']) {
      const refused = await guards.make(guard, { tool });
      expect([refused.became, guards.textOf(refused).startsWith(text)]).toEqual(['guard_unavailable', true]);
    }
    expect((await guards.make(guard, { tool: 'hangup_call' })).became).toBe('sent');
    expect(await guard.preview(await callOf('send_message', { to: somebody(), text: 'Hi' }))).toMatchObject({ would: 'refuse' });
  });

  test('is read at the same time as the rows: the way to the tables is gone three times', async () => {
    const [subject, to] = [person(), somebody()];
    // An inbox whose rows lie behind the same gate.
    const heard: Heard = {
      async of() {
        await fetch(`${gate.url}/inbox`);
        return { answeredAt: undefined, keywords: [] };
      },
    };
    const guard = guards.start({}, heard);
    await guards.make(guard, { subject, args: { to, text: 'The first call connects' } });
    // No answer comes back before the last read has been asked for: whoever asks one after another waits for ever.
    const all = Array.from({ length: 7 }, () => gate.hold(/^GET /, 'answer'));
    const before = gate.requests.length;
    const call = guards.make(guard, { subject, args: { to, request_key: 'k' } });
    await Promise.all(all.map(({ reached }) => reached));
    const reads = gate.requests.slice(before).filter((request) => request.startsWith('GET'));
    for (const { release } of all) release();
    expect((await call).became).toBe('sent');
    const requests = gate.requests.slice(before).filter((request) => !/^POST \S*\/Tables/.test(request));
    expect(requests.map((request) => request.slice(0, request.indexOf(' ')))).toEqual([...Array(7).fill('GET'), 'POST', 'POST']);
    expect(reads.filter((request) => request.includes('/inbox'))).toHaveLength(1);
  });
});
