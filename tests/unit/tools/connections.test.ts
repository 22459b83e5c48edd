import { expect, test } from '@jest/globals';
import { getConnection } from '../../../tools/connections/get-connection.ts';
import { listConnections } from '../../../tools/connections/list-connections.ts';
import { runTool } from '../../app/contract/support/run-tool.ts';
import { json } from '../../app/contract/support/telnyx-edge.ts';

const ID = '1293384261075731499';

test('list_connections filters by name with an operator, and asks for twenty', async () => {
  const { seen } = await runTool(listConnections, { name_contains: 'trunk', sort: '-created_at' }, json({ data: [] }));
  expect(Object.fromEntries(new URL(seen[0]?.url ?? '', 'http://x').searchParams)).toEqual({
    'filter[connection_name][contains]': 'trunk',
    sort: '-created_at',
    'page[number]': '1',
    'page[size]': '20',
  });
});

test.each([{ name_contains: 'tr' }, { sort: 'name' }, { page_size: 251 }, { outbound_voice_profile_id: 1293384261 }])(
  'list_connections refuses %j',
  async (args) => {
    const { error, seen } = await runTool(listConnections, args, json({ data: [] }));
    expect(error).toMatchObject({ code: 'invalid_input' });
    expect(seen).toEqual([]);
  },
);

test.each([
  [{}, `/connections/${ID}`],
  [{ connection_type: 'any' }, `/connections/${ID}`],
  [{ connection_type: 'call_control_application' }, `/call_control_applications/${ID}`],
])('get_connection %j asks the right operation', async (args, url) => {
  const { result, seen } = await runTool(
    getConnection,
    { connection_id: ID, ...args },
    json({ data: { id: ID, first_command_timeout_secs: 30 } }),
  );
  expect(seen.map((one) => one.url)).toEqual([url]);
  expect(result?.structured).toEqual({ id: ID, first_command_timeout_secs: 30 });
});

test('U12: get_connection never tells credentials', async () => {
  const record = {
    id: ID,
    user_name: 'hush',
    password: 'hush',
    sip_password: 'hush',
    outbound: { outbound_voice_profile_id: ID, token: 'hush' },
  };
  const { result } = await runTool(getConnection, { connection_id: ID }, json({ data: record }));
  expect(result?.structured).toEqual({ id: ID, outbound: { outbound_voice_profile_id: ID } });
});

test.each(['..', '../balance', 'a/b', '', ' ', `${ID}?x=1`])('U1: get_connection refuses %p as an id', async (id) => {
  const { error, seen } = await runTool(getConnection, { connection_id: id }, json({ data: {} }));
  expect(error).toMatchObject({ code: 'invalid_input' });
  expect(seen).toEqual([]);
});

test('get_connection still takes the id under its former name', async () => {
  const { result, seen } = await runTool(getConnection, { id: ID }, json({ data: { id: ID } }));
  expect(seen.map((one) => one.url)).toEqual([`/connections/${ID}`]);
  expect(result?.structured).toEqual({ id: ID });
});
