import { describe, expect, test } from '@jest/globals';
import { explain } from '../../../shared/mcp/tool/index.ts';
import { createCall } from '../../../tools/call-control/create-call.ts';
import { contextFor, runTool } from '../../app/contract/support/run-tool.ts';
import { type Answer, json, startEdge } from '../../app/contract/support/telnyx-edge.ts';
import { callTool } from '../../support/call-tool.ts';

const CALL = 'v3:abc';
const LEG = '428c31b6-7af4-4bcb-b7f5-5013ef9657c1';
const ARGS = { connection_id: '1293384261075731499', from: '+13125550100', to: '+13125550142', say: 'We are closed today.' };

/** An event as GET /call_events tells it. */
const event = (name: string, payload: object = {}, others: object = {}) => ({
  ...{ record_type: 'call_event', call_leg_id: LEG, event_timestamp: '2026-01-31T12:00:00Z', type: 'webhook', name },
  ...{ metadata: { event_type: name, payload } },
  ...others,
});

const ANSWERED = event('call.answered');
const SAID = event('call.speak.ended', { status: 'completed' });
const hungUp = (cause: string, source = 'callee') => event('call.hangup', { hangup_cause: cause, hangup_source: source });

interface Script {
  /** What each look at the events finds; the last one repeats. Not a list: the answer of Telnyx. */
  readonly looks: readonly (readonly object[] | Answer)[];
  readonly speak?: Answer;
  readonly hangup?: Answer;
  readonly dial?: Answer;
  readonly args?: object;
  /** How many times as long each wait takes. */
  readonly slow?: number;
}

const OK = json({ data: { result: 'ok' } });
/** Runs create_call against a Telnyx that follows a script. */
async function say({ looks, speak = OK, hangup = OK, dial, args = {}, slow = 1 }: Script) {
  let look = 0;
  const messages: string[] = [];
  const edge = await startEdge((seen, response) => {
    const { pathname } = new URL(seen.url, 'http://x');
    const found = looks[Math.min(look, looks.length - 1)] ?? [];
    if (pathname === '/call_events') look++;
    const answers: Readonly<Record<string, Answer | undefined>> = {
      '/calls': dial ?? json({ data: { call_control_id: CALL, call_leg_id: LEG, is_alive: false } }),
      [`/calls/${encodeURIComponent(CALL)}`]: json({ data: { call_control_id: CALL, call_leg_id: LEG } }),
      '/call_events': typeof found === 'function' ? found : json({ data: found }),
      [`/calls/${encodeURIComponent(CALL)}/actions/speak`]: speak,
      [`/calls/${encodeURIComponent(CALL)}/actions/hangup`]: hangup,
    };
    (answers[pathname] ?? json({ errors: [{ code: '10005', title: `No ${pathname}` }] }, 404))(seen, response);
  });
  const base = contextFor(createCall, edge.baseUrl);
  const startedAt = base.clock();
  const context = {
    ...base,
    wait: (ms: number) => base.wait(ms * slow),
    progress: (message: string) => void messages.push(message),
  };
  try {
    const { structured } = await callTool(createCall, { ...ARGS, ...args }, context);
    return { structured, tookMs: base.clock() - startedAt, steps: stepsOf(edge.seen), seen: edge.seen, messages };
  } catch (error) {
    return { error, text: explain(error, createCall)?.text, steps: stepsOf(edge.seen), seen: edge.seen, messages };
  } finally {
    await edge.stop();
  }
}

/** What was done to calls, in order. */
const stepsOf = (seen: readonly { readonly method: string; readonly url: string }[]) =>
  seen.filter(({ method }) => method === 'POST').map(({ url }) => url.replace(/^.*\//, ''));

const bodyOf = (seen: readonly { readonly url: string; readonly body: string }[], end: string): unknown =>
  JSON.parse(seen.find(({ url }) => url.endsWith(end))?.body ?? 'null');

const WHOLE = ['calls', 'speak', 'hangup'];

describe('create_call with say', () => {
  test('tells what Telnyx says beside the call', async () => {
    const data = { call_control_id: CALL, call_leg_id: LEG };
    const dial = json({ data, errors: [{ code: '10007', title: 'Recording could not be started' }] });
    const { structured } = await say({ dial, looks: [[ANSWERED], [ANSWERED, SAID]] });
    expect(structured).toMatchObject({ outcome: 'said', incomplete: expect.stringContaining('Recording could not be started') as unknown });
  });

  test('says the text when somebody answers, then hangs up', async () => {
    const looks = [[event('call.initiated')], [event('call.initiated'), ANSWERED], [ANSWERED], [ANSWERED, SAID]];
    const { structured, steps, seen, messages } = await say({ looks });
    expect(structured).toEqual({
      call_control_id: CALL,
      outcome: 'said',
      note: 'Answered by a person or a machine. The text was said to its end, then the call was ended.',
    });
    expect(steps).toEqual(WHOLE);
    expect(bodyOf(seen, '/calls')).toMatchObject({ timeout_secs: 25, time_limit_secs: 34 });
    expect(bodyOf(seen, '/calls')).not.toHaveProperty('say');
    expect(bodyOf(seen, '/speak')).toMatchObject({ payload: 'We are closed today.', voice: 'Telnyx.KokoroTTS.af' });
    const query = new URL(seen.find(({ url }) => url.startsWith('/call_events'))?.url ?? '', 'http://x').searchParams;
    expect(Object.fromEntries(query)).toEqual({ 'filter[leg_id]': LEG, 'page[size]': '250' });
    expect(messages).toEqual(['It rings', 'Answered: the text is being said']);
  });

  test('takes the voice, the language and the limits that it is given', async () => {
    const args = { voice: 'AWS.Polly.Vicki', language: 'de-DE', timeout_secs: 10, time_limit_secs: 300 };
    const { seen } = await say({ looks: [[ANSWERED, SAID]], args });
    expect(bodyOf(seen, '/calls')).toMatchObject({ timeout_secs: 10, time_limit_secs: 300 });
    expect(bodyOf(seen, '/calls')).not.toHaveProperty('voice');
    expect(bodyOf(seen, '/speak')).toMatchObject({ voice: 'AWS.Polly.Vicki', language: 'de-DE' });
  });

  test('gives a long text the time it needs, and no more than ten minutes', async () => {
    const { seen } = await say({ looks: [[hungUp('user_busy')]], args: { say: 'x'.repeat(3000) } });
    expect(bodyOf(seen, '/calls')).toMatchObject({ time_limit_secs: 600 });
  });

  test.each([
    ['the names of API version 1', [event('call_answered'), event('speak_ended', { status: 'completed' })]],
    ['payloads beside the metadata', [ANSWERED, event('call.speak.ended', {}, { payload: { status: 'completed' }, metadata: {} })]],
    ['flat metadata', [ANSWERED, event('call.speak.ended', {}, { metadata: { status: 'completed' } })]],
    ['whole webhooks as metadata', [ANSWERED, event('call.speak.ended', {}, { metadata: { data: { payload: { status: 'completed' } } } })]],
    ['no details at all', [ANSWERED, event('call.speak.ended', {}, { metadata: {} })]],
    ['the newest first', [SAID, ANSWERED]],
    ['an odd one among them', [null, ANSWERED, SAID] as object[]],
  ])('reads events with %s', async (_what, events) => {
    expect((await say({ looks: [events] })).structured).toMatchObject({ outcome: 'said' });
  });

  test('goes by the events of this call alone', async () => {
    const other = { call_leg_id: '00000000-7af4-4bcb-b7f5-5013ef9657c1' };
    const foreign = [event('call.answered', {}, other), event('call.hangup', { hangup_cause: 'user_busy' }, other)];
    const commands = [event('hangup', {}, { type: 'command' }), event('call.hangup', {}, { type: 'command' })];
    const { structured } = await say({
      looks: [
        [...foreign, ...commands],
        [...foreign, ANSWERED],
        [...commands, SAID],
      ],
    });
    expect(structured).toMatchObject({ outcome: 'said' });
  });

  test('asks for the leg where the answer to the dialling lacks it', async () => {
    const { structured, steps } = await say({ dial: json({ data: { call_control_id: CALL } }), looks: [[ANSWERED, SAID]] });
    expect(structured).toMatchObject({ outcome: 'said' });
    expect(steps).toEqual(WHOLE);
  });

  test.each([
    ['timeout', 'no_answer', 'Nobody answered'],
    ['no_answer', 'no_answer', 'Nobody answered'],
    ['user_busy', 'busy', 'busy'],
    ['call_rejected', 'rejected', 'rejected'],
    ['not_found', 'failed', 'lookup_number'],
    ['a_new_cause', 'failed', '(a_new_cause)'],
  ])('tells that nobody was reached: %s', async (cause, outcome, words) => {
    const { structured, steps } = await say({ looks: [[event('call.initiated')], [hungUp(cause)]] });
    expect(structured).toMatchObject({ call_control_id: CALL, outcome });
    expect(structured?.['note']).toContain(words);
    expect(structured?.['note']).toContain('Nothing was said.');
    expect(steps).toEqual(['calls']);
  });

  test('ends a call that rings for too long', async () => {
    const speak = json({ errors: [{ code: '90034', title: 'Call not answered yet' }] }, 422);
    const { structured, steps } = await say({ looks: [[event('call.initiated')]], speak, slow: 12 });
    expect(structured).toMatchObject({ outcome: 'no_answer', note: 'Nobody answered. Nothing was said.' });
    expect(steps).toEqual(WHOLE);
  });

  test('speaks although no event told of the answer, as Telnyx lets it', async () => {
    const { structured, steps } = await say({ looks: [[]], slow: 12, args: { answering_machine_detection: 'detect' } });
    expect(structured).toMatchObject({ outcome: 'speaking' });
    expect(structured?.['note']).toContain('Answered by a person or a machine.');
    expect(steps).toEqual(['calls', 'speak']);
  });

  test.each([
    ['the person', 'callee', 'normal_clearing', 'The person hung up before the end of the text.'],
    ['somebody else', 'caller', 'normal_clearing', 'The call ended before the end of the text.'],
    ['the time limit', 'caller', 'time_limit', 'The time limit ended the call before the end of the text.'],
  ])('tells that %s ended the call while it spoke', async (_who, source, cause, words) => {
    const cut = event('call.speak.ended', { status: 'call_hangup' });
    for (const events of [
      [ANSWERED, cut, hungUp(cause, source)],
      [ANSWERED, hungUp(cause, source)],
    ]) {
      const { structured, steps } = await say({ looks: [[ANSWERED], events] });
      expect(structured).toMatchObject({ outcome: 'ended_early' });
      expect(structured?.['note']).toContain(words);
      expect(steps).toEqual(['calls', 'speak']);
    }
  });

  test('tells that the person hung up before a word was said', async () => {
    const atOnce = await say({ looks: [[ANSWERED, hungUp('normal_clearing')]] });
    expect(atOnce.structured).toMatchObject({ outcome: 'ended_early', note: 'Answered. The person hung up before the text was said.' });
    expect(atOnce.steps).toEqual(['calls']);
    const speak = json({ errors: [{ code: '90018', title: 'Call has already ended' }] }, 422);
    const meanwhile = await say({ looks: [[ANSWERED]], speak });
    expect(meanwhile.structured).toMatchObject({ outcome: 'ended_early', note: 'Answered. The call ended before the text was said.' });
  });

  test('a person who hangs up after the last word has heard it all', async () => {
    const hangup = json({ errors: [{ code: '90018', title: 'Call has already ended' }] }, 422);
    const { structured } = await say({ looks: [[ANSWERED], [ANSWERED, SAID, hungUp('normal_clearing')]], hangup });
    expect(structured).toMatchObject({ outcome: 'said' });
  });

  test('tells that the text was stopped', async () => {
    const { structured, steps } = await say({ looks: [[ANSWERED], [ANSWERED, event('call.speak.ended', { status: 'cancelled_amd' })]] });
    expect(structured).toMatchObject({ outcome: 'ended_early' });
    expect(structured?.['note']).toContain('(cancelled_amd)');
    expect(steps).toEqual(WHOLE);
  });

  test('leaves a long text being said when its time is over, and tells when the call ends', async () => {
    const { structured, steps } = await say({ looks: [[ANSWERED]], slow: 15 });
    expect(structured).toMatchObject({ call_control_id: CALL, outcome: 'speaking' });
    expect(structured?.['note']).toMatch(
      /being said: its end was not seen yet.*ends by itself at 2026-01-01T00:\d\d:\d\d\.000Z at the latest, hangup_call/,
    );
    expect(steps).toEqual(['calls', 'speak']);
  });

  test('is over before its time is, however late somebody answers', async () => {
    for (const looks of [[[ANSWERED]], [...Array<object[]>(27).fill([]), [ANSWERED]]]) {
      const { structured, tookMs } = await say({ looks, args: { timeout_secs: 30 } });
      expect(structured).toMatchObject({ outcome: 'speaking' });
      expect(tookMs).toBeLessThan(createCall.timeoutMs - 8_000);
    }
    expect(createCall.timeoutMs).toBe(55_000);
  });

  test.each([
    ['call.machine.detection.ended', 'machine'],
    ['call.machine.premium.detection.ended', 'fax_detected'],
  ])('says nothing to a machine: %s %s', async (name, result) => {
    const args = { answering_machine_detection: 'detect' };
    const { structured, steps } = await say({ looks: [[ANSWERED], [ANSWERED], [ANSWERED, event(name, { result })]], args });
    expect(structured).toMatchObject({ outcome: 'machine' });
    expect(steps).toEqual(['calls', 'hangup']);
  });

  test.each([
    ['human', 'by a person.'],
    ['human_business', 'by a person.'],
    ['not_sure', 'by a person or a machine.'],
    ['silence', 'by a person or a machine.'],
  ])('speaks to whoever is no machine: %s', async (result, who) => {
    const detected = event('call.machine.premium.detection.ended', { result });
    const looks = [[ANSWERED], [ANSWERED, detected], [ANSWERED, detected, SAID]];
    const { structured } = await say({ looks, args: { answering_machine_detection: 'premium' } });
    expect(structured).toMatchObject({ outcome: 'said' });
    expect(structured?.['note']).toContain(`Answered ${who}`);
  });

  test('does not wait long for an answer to that', async () => {
    const { structured } = await say({
      looks: [...Array<object[]>(9).fill([ANSWERED]), [SAID]],
      args: { answering_machine_detection: 'detect' },
    });
    expect(structured).toMatchObject({ outcome: 'said' });
  });

  test('waits for no machine where none was asked about', async () => {
    const { structured } = await say({ looks: [[ANSWERED], [ANSWERED, SAID]], args: { answering_machine_detection: 'disabled' } });
    expect(structured).toMatchObject({ outcome: 'said' });
  });

  test('a look that fails is no end', async () => {
    const { structured, steps } = await say({ looks: [json({}, 404), json({ x: 1 }), [ANSWERED], json({}, 404), [SAID]] });
    expect(structured).toMatchObject({ outcome: 'said' });
    expect(steps).toEqual(WHOLE);
  });
});

describe('create_call with say never dials twice: where something fails,', () => {
  test('events that cannot be read end the call', async () => {
    const { error, text, steps } = await say({ looks: [json({ errors: [{ code: '10010', title: 'Not allowed' }] }, 403)] });
    expect(error).toMatchObject({ code: 'partly_done' });
    expect(text).toContain(`The call (call_control_id ${CALL}) was made, but what became of it could not be read. It has been ended.`);
    expect(text).toContain('do not repeat it');
    expect(text).toContain('[10010]');
    expect(steps).toEqual(['calls', 'hangup']);
  });

  test('a text that Telnyx refuses ends the call', async () => {
    const speak = json({ errors: [{ code: '10032', title: 'Invalid voice' }] }, 422);
    const { error, text, steps } = await say({ looks: [[ANSWERED]], speak });
    expect(error).toMatchObject({ code: 'partly_done' });
    expect(text).toContain(`The call (call_control_id ${CALL}) was made, and nothing was said.`);
    expect(text).toContain('It has been ended.');
    expect(text).toContain('Invalid voice');
    expect(steps).toEqual(WHOLE);
  });

  test.each([
    ['for its limit', json({ errors: [{ code: '10011', title: 'Too many requests' }] }, 429, { 'retry-after': '9' })],
    ['for its key', json({ errors: [{ code: '20002', title: 'API key revoked' }] }, 401)],
  ])('a text that Telnyx refuses %s was not said', async (_what, speak) => {
    const { text, steps } = await say({ looks: [[ANSWERED]], speak });
    expect(text).toContain('was made, and nothing was said. It has been ended.');
    expect(new Set(steps)).toEqual(new Set(WHOLE));
  });

  test('a call that Telnyx has forgotten is over', async () => {
    const hangup = json({ errors: [{ code: '10005', title: 'Resource not found' }] }, 404);
    const { structured } = await say({ looks: [[ANSWERED], [ANSWERED, SAID]], hangup });
    expect(structured).toMatchObject({ outcome: 'said' });
  });

  test('the next step is to look, not to call again', async () => {
    const { text } = await say({ looks: [json({}, 500)] });
    expect(text).toMatch(/This step changed nothing\. Look at list_webhook_deliveries before you try again\.$/);
  });

  test('a text of which Telnyx tells nothing ends the call, and may have been heard', async () => {
    const { text, steps } = await say({ looks: [[ANSWERED]], speak: json({ data: {} }) });
    expect(text).toContain(`The call (call_control_id ${CALL}) was made. Whether the text was heard is not known. It has been ended.`);
    expect(text).toContain('UNKNOWN');
    expect(steps).toEqual(WHOLE);
  });

  test('a call that cannot be ended is told, with how to end it', async () => {
    const failing = json({ errors: [{ code: '10000', title: 'Broken' }] }, 422);
    const unsaid = await say({ looks: [[ANSWERED]], speak: failing, hangup: failing });
    expect(unsaid.text).toContain('It could not be ended: use hangup_call. It ends by itself 34 s after the answer.');
    const said = await say({ looks: [[ANSWERED, SAID]], hangup: failing });
    expect(said.text).toContain(
      `The call (call_control_id ${CALL}) was answered, and the text was said to its end. It may go on: end it with hangup_call.`,
    );
  });

  test('a call that speaks and cannot be watched goes on', async () => {
    const { text, steps } = await say({ looks: [[ANSWERED], json({}, 404)] });
    expect(text).toContain('was answered, the text is being said, and the call goes on: it ends by itself at');
    expect(steps).toEqual(['calls', 'speak']);
  });

  test('a refused call is no call', async () => {
    const dial = json({ errors: [{ code: 10010, title: 'Authorization failed', detail: 'Unverified origination number D51.' }] }, 403);
    const { error, steps } = await say({ looks: [[]], dial });
    expect(error).toMatchObject({ code: 'upstream_refused' });
    expect(steps).toEqual(['calls']);
  });
});

test.each([
  [{ assistant: { id: 'a' } }, 'neither assistant'],
  [{ audio_url: 'https://media.example.com/a.mp3' }, 'neither assistant'],
  [{ media_name: 'hold' }, 'nor media_name'],
  [{ to: ['+13125550142', '+13125550143'] }, 'one destination'],
  [{ to: '+13125550142,200' }, 'without digits'],
  [{ send_digits_on_answer: '1' }, 'without digits'],
  [{ timeout_secs: 31 }, 'at most 30'],
  [{ say: '' }, 'say: '],
  [{ say: '\u200b ' }, 'Nobody can see this text'],
  [{ say: 'x'.repeat(3001) }, 'say: '],
  [{ voice: 'Joanna' }, 'such as AWS.Polly.Joanna'],
  [{ voice: 'female' }, 'such as AWS.Polly.Joanna'],
  [{ language: 'German' }, 'Telnyx documents arb, '],
  [{ say: undefined, voice: 'AWS.Polly.Vicki' }, 'belong to say'],
])('say is refused with %j, and nobody is called', async (args, words) => {
  const { error, seen } = await runTool(createCall, { ...ARGS, ...args }, OK);
  expect((error as Error).message).toContain(words);
  expect(seen).toEqual([]);
});
