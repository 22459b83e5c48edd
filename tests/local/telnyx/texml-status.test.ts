import { beforeEach, expect, test } from '@jest/globals';
import { useSimulator } from './harness.ts';
import { isSigned, useReceiver } from './webhook-receiver.ts';

const MINE = '+13125550100';

const hook = useReceiver();
const sim = useSimulator();

let connection = '';
let assistant = '';
beforeEach(async () => {
  connection = (await sim.api('GET', '/texml_applications')).json.data[0].id;
  assistant = (await sim.api('POST', '/ai/assistants', { name: 'Desk', instructions: 'Be kind.' })).json.id;
});

const start = (to: string, more: object = {}) =>
  sim.api('POST', `/texml/ai_calls/${connection}`, { From: MINE, To: to, AIAssistantId: assistant, StatusCallback: hook.url(), ...more });
const forms = () => hook.received().map(({ body }) => Object.fromEntries(new URLSearchParams(body.toString())));

test('a call of an assistant tells its states in signed forms', async () => {
  const { call_sid: id } = (await start('+13125550142', { StatusCallbackEvent: 'initiated answered completed', TimeLimit: 30 })).json;
  await sim.advance(2000);
  await hook.until(2);
  await sim.advance(30_000);
  await hook.until(3);
  const bySequence = forms().sort((a, b) => Number(a['SequenceNumber']) - Number(b['SequenceNumber']));
  expect(bySequence).toMatchObject([
    { CallSid: id, CallStatus: 'initiated', From: MINE, To: '+13125550142', ConnectionId: connection },
    { CallSid: id, CallStatus: 'in-progress' },
    { CallSid: id, CallStatus: 'completed', CallDuration: '30', HangupCause: 'time_limit', HangupSource: 'unknown' },
  ]);
  const key = (await sim.api('GET', '/public_key')).json.data.public;
  for (const one of hook.received()) {
    expect(one.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(isSigned(one, key)).toBe(true);
  }
});

test('by default only the end is told, a busy line too', async () => {
  await start('+13125550197');
  await sim.advance(1000);
  await hook.until(1);
  expect(forms()).toMatchObject([{ CallStatus: 'busy', CallDuration: '0', HangupCause: 'user_busy' }]);
});
