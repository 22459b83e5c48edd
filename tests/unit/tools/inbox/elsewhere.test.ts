import { expect, test } from '@jest/globals';
import type { Tool } from '../../../../shared/mcp/tool/index.ts';
import { createCall } from '../../../../tools/call-control/create-call.ts';
import { sendMessage } from '../../../../tools/messaging/send-message.ts';
import { runTool } from '../../../app/contract/support/run-tool.ts';
import { json } from '../../../app/contract/support/telnyx-edge.ts';
import { ADDRESSES } from '../../../support/fake-inbox.ts';
import { ID, OWN, PEER } from './inbox-of.ts';

const ANSWER = json({ data: { id: ID, call_control_id: 'v3:a', is_alive: false } });

const SENDING: readonly (readonly [string, Tool, object, RegExp])[] = [
  ['send_message', sendMessage, { from: OWN, to: PEER, text: 'Hi' }, /^Its delivery is told to webhook_url and not to the inbox/],
  ['create_call', createCall, { from: OWN, to: PEER, connection_id: '1' }, /^Its events go to webhook_url and not to the inbox/],
];

test.each(SENDING)('%s warns where its own webhook_url keeps the inbox from hearing of it', async (_name, tool, args, warning) => {
  const noteFor = async (more: object) => (await runTool(tool, { ...args, ...more }, ANSWER)).result?.structured['note'];
  expect(await noteFor({ webhook_url: 'https://hooks.example.com/in' })).toMatch(warning);
  expect(await noteFor({})).toBeUndefined();
  expect(await noteFor({ webhook_url: ADDRESSES.url })).toBeUndefined();
});
