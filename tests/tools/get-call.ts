import { getCall } from '../../tools/inbox/get-call.ts';
import { answeredCall } from './support/account.ts';
import { defineRecord } from './support/record.ts';

const SESSION = '428c31b6-7af4-4bcb-b7f5-5013ef9657c1';
const LOOKS = ['GET /messaging_profiles', 'GET /call_control_applications'];
const RECORD = { direction: 'outbound', status: 'completed', cli: '+13125550100', cld: '+13125550142', call_sec: 21, cost: '0.0070' };

export const record = defineRecord(getCall, {
  requests: ['GET /calls/{call_control_id}', ...LOOKS],
  answers: [{ data: { is_alive: true } }, { data: [] }, { data: [] }],
  gathers: true,
  doesWithout: true,
  calls: {
    least: { args: { call_control_id: 'v3:MdI91X4l' } },
    full: {
      args: { call_session_id: SESSION },
      requests: [...LOOKS, 'GET /detail_records'],
      answers: [{ data: [] }, { data: [] }, { data: [RECORD] }],
    },
    'one that is over, and that looks like a path': {
      args: { call_control_id: 'v3:../x & y' },
      requests: ['GET /calls/{call_control_id}', ...LOOKS, 'GET /detail_records'],
      answers: [{ data: { is_alive: false, call_session_id: SESSION } }, { data: [] }, { data: [] }, { data: [RECORD] }],
    },
  },
  refused: {
    'two calls at once': { call_session_id: SESSION },
    'no call': { call_control_id: undefined },
    'a filter behind an id': { call_control_id: undefined, call_session_id: 'x&filter[record_type]=fax' },
  },
  needs: ['telnyx.read'],
  steps: [
    {
      after: ['create_call'],
      args: ({ from }) => ({ call_control_id: from('create_call', 'call_control_id') }),
      shows: (matchers) => ({ state: matchers.stringMatching(/./) as unknown }),
    },
  ],
  proofs: {
    'GET /calls/{call_control_id}': async (sdk) => {
      const id = await answeredCall(sdk);
      const { data } = await sdk.client.calls.retrieveStatus(id);
      sdk.expect(data).toMatchObject({ call_control_id: id, is_alive: true });
    },
  },
});
