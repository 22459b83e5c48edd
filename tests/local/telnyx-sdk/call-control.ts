import { expect } from '@jest/globals';
import Telnyx from 'telnyx';
import { given, holds, ISO_TIME, type Judge, type Proofs } from './judge.ts';

const VOICE_PROFILE = '1293384261075731499';
const HOOK = 'https://hooks.example.com/calls';

const application = async ({ telnyx }: Judge, name: string) => {
  const wanted = { application_name: name, webhook_event_url: HOOK, outbound: { outbound_voice_profile_id: VOICE_PROFILE } };
  return given((await telnyx.callControlApplications.create(wanted)).data);
};

/** A call that rings outside. Out: its call_control_id. */
const dialled = async ({ telnyx }: Judge) => {
  const [main] = (await telnyx.callControlApplications.list({ filter: { application_name: { contains: 'Main calls' } } })).data;
  const { data } = await telnyx.calls.dial({ connection_id: given(main?.id), from: '+13125550100', to: '+13125550142' });
  return given(data).call_control_id;
};

/** The same, once somebody has answered it. */
const answered = async (judge: Judge) => {
  const id = await dialled(judge);
  await judge.advance(15_000);
  return id;
};

const ok = { data: { result: 'ok' } };

export const callControl: Proofs = {
  'POST /calls': async (judge) => {
    const { id } = await application(judge, 'dial');
    const dialled = await judge.telnyx.calls.dial({
      connection_id: given(id),
      from: '+13125550100',
      to: '+13125550142',
      time_limit_secs: 60,
    });
    const text = expect.stringMatching(/./);
    holds(dialled.data, { record_type: 'call', is_alive: false, call_control_id: text, call_leg_id: text, call_session_id: text });
  },
  'POST /calls/{call_control_id}/actions/answer': async (judge) => {
    const { id } = await application(judge, 'answer');
    const number = given((await judge.telnyx.phoneNumbers.list({ filter: { phone_number: '13125550100' } })).data[0]);
    await judge.telnyx.phoneNumbers.update(number.id, { connection_id: given(id) });
    const { data } = (await judge.knob('/calls/inbound', { from: '+13125550142', to: '+13125550100' })) as {
      data: { call_control_id: string };
    };
    expect(await judge.telnyx.calls.actions.answer(data.call_control_id, {})).toMatchObject(ok);
  },
  'POST /calls/{call_control_id}/actions/hangup': async (judge) => {
    const id = await answered(judge);
    expect(await judge.telnyx.calls.actions.hangup(id, {})).toMatchObject(ok);
    const again = await judge.telnyx.calls.actions.hangup(id, {}).catch((error: unknown) => error);
    expect(again).toBeInstanceOf(Telnyx.UnprocessableEntityError);
    expect(again).toMatchObject({ error: { errors: [{ code: '90018' }] } });
  },
  'POST /calls/{call_control_id}/actions/transfer': async (judge) => {
    const id = await answered(judge);
    expect(await judge.telnyx.calls.actions.transfer(id, { to: '+13125550143' })).toMatchObject(ok);
  },
  'POST /calls/{call_control_id}/actions/speak': async (judge) => {
    const hello = { payload: 'Hello', voice: 'AWS.Polly.Joanna', language: 'en-US' } as const;
    const early = await judge.telnyx.calls.actions.speak(await dialled(judge), hello).catch((error: unknown) => error);
    expect(early).toBeInstanceOf(Telnyx.UnprocessableEntityError);
    expect(early).toMatchObject({ error: { errors: [{ code: '90034' }] } });
    expect(await judge.telnyx.calls.actions.speak(await answered(judge), hello)).toMatchObject(ok);
  },
  'POST /calls/{call_control_id}/actions/playback_start': async (judge) => {
    const id = await answered(judge);
    const played = judge.telnyx.calls.actions.startPlayback(id, { audio_url: 'https://media.example.com/hold.mp3', loop: 'infinity' });
    expect(await played).toMatchObject(ok);
  },
  'POST /calls/{call_control_id}/actions/playback_stop': async (judge) => {
    const id = await answered(judge);
    await judge.telnyx.calls.actions.startPlayback(id, { audio_url: 'https://media.example.com/hold.mp3' });
    expect(await judge.telnyx.calls.actions.stopPlayback(id, { stop: 'all' })).toMatchObject(ok);
  },
  'POST /calls/{call_control_id}/actions/send_dtmf': async (judge) => {
    const id = await answered(judge);
    expect(await judge.telnyx.calls.actions.sendDtmf(id, { digits: '1ww2#', duration_millis: 250 })).toMatchObject(ok);
  },
  'GET /call_control_applications': async (judge) => {
    for (const name of ['router a', 'router b', 'router c']) await application(judge, name);
    const names: (string | undefined)[] = [];
    const filter = { application_name: { contains: 'router' } };
    for await (const one of judge.telnyx.callControlApplications.list({ filter, 'page[size]': 2 })) names.push(one.application_name);
    expect(names.sort()).toEqual(['router a', 'router b', 'router c']);
  },
  'POST /call_control_applications': async (judge) => {
    const { data } = await judge.telnyx.callControlApplications.create({
      application_name: 'desk',
      webhook_event_url: HOOK,
      webhook_api_version: '2',
      first_command_timeout: true,
      first_command_timeout_secs: 20,
      inbound: { channel_limit: 5, shaken_stir_enabled: true },
      outbound: { channel_limit: 5, outbound_voice_profile_id: VOICE_PROFILE },
    });
    holds(data, {
      id: expect.stringMatching(/^\d+$/),
      record_type: 'call_control_application',
      active: true,
      first_command_timeout_secs: 20,
      created_at: ISO_TIME,
      inbound: { channel_limit: 5 },
      outbound: { outbound_voice_profile_id: VOICE_PROFILE },
    });
  },
  'GET /call_control_applications/{id}': async (judge) => {
    const id = given((await application(judge, 'read')).id);
    holds((await judge.telnyx.callControlApplications.retrieve(id)).data, { id, application_name: 'read', webhook_event_url: HOOK });
  },
  'PATCH /call_control_applications/{id}': async (judge) => {
    const id = given((await application(judge, 'before')).id);
    const change = { application_name: 'after', webhook_event_url: `${HOOK}/2`, tags: ['desk'] };
    holds((await judge.telnyx.callControlApplications.update(id, change)).data, { id, ...change });
  },
  'GET /connections': async (judge) => {
    await application(judge, 'connection one');
    const page = await judge.telnyx.connections.list({ filter: { connection_name: { contains: 'connection one' } }, sort: 'created_at' });
    expect(page.meta).toMatchObject({ page_number: 1, total_pages: 1 });
    holds(page.data[0], {
      connection_name: 'connection one',
      record_type: 'call_control_application',
      webhook_event_url: HOOK,
      active: true,
    });
  },
  'GET /connections/{id}': async (judge) => {
    const id = given((await application(judge, 'connection two')).id);
    const { data } = await judge.telnyx.connections.retrieve(id);
    holds(data, { id, connection_name: 'connection two', outbound_voice_profile_id: VOICE_PROFILE });
  },
  'GET /webhook_deliveries': async (judge) => {
    const { id } = await application(judge, 'events');
    const { data: call } = await judge.telnyx.calls.dial({ connection_id: given(id), from: '+13125550100', to: '+13125550142' });
    await judge.advance(15_000);
    const page = await judge.telnyx.webhookDeliveries.list({ filter: { event_type: 'call.initiated,call.answered' }, 'page[size]': 50 });
    const mine = page.data.filter(({ webhook }) => webhook?.payload?.['call_control_id'] === given(call).call_control_id);
    expect(mine.map(({ webhook }) => webhook?.event_type).sort()).toEqual(['call.answered', 'call.initiated']);
    holds(mine[0], { record_type: 'webhook_delivery', status: 'delivered', started_at: ISO_TIME, finished_at: ISO_TIME });
    expect(mine[0]?.attempts?.[0]?.http).toMatchObject({ request: { url: HOOK }, response: { status: 200 } });
  },
};
