import { expect, test } from '@jest/globals';
import { isWithin, wholeApiOf } from '../../../shared/mcp/whole-api.ts';
import { callerOf, CALLERS } from '../../../shared/mcp/tool/index.ts';
import { loadOperations, type Operation } from '../../../shared/telnyx/index.ts';

const ALL = { level: 'on', only: undefined, exclude: [] } as const;
const everyTool = () => true;

async function operation(id: string): Promise<Operation> {
  const found = (await loadOperations()).one(id);
  if (!found) throw new Error(`No operation ${id}.`);
  return found;
}

test('an operation is refused where its tool is not there, and the tool is named', async () => {
  const refusal = await wholeApiOf(ALL, (tool) => tool === 'read_operation').refusals();
  expect(refusal(await operation('SendFax'))).toContain('send_operation');
  expect(refusal(await operation('ListFaxes'))).toBeUndefined();
});

test('an operation of the class never is refused, whatever is allowed', async () => {
  const refusal = await wholeApiOf({ ...ALL, only: ['account', 'CreateOAuthClient'] }, everyTool).refusals();
  const never = (await loadOperations()).all.filter((each) => each.class === 'never');
  expect(never).toHaveLength(36);
  for (const each of never) expect(refusal(each)).toContain('not for clients of this server');
});

test('the lists name areas, operation ids, or a method and a path', async () => {
  const reach = { ...ALL, only: ['fax', 'GetUserBalance', 'GET /phone_numbers'], exclude: ['SendFax'] };
  const refusal = await wholeApiOf(reach, everyTool).refusals();
  for (const id of ['ListFaxes', 'GetUserBalance', 'GET /phone_numbers']) expect(refusal(await operation(id))).toBeUndefined();
  for (const id of ['SendFax', 'GET /v2/whatsapp/phone_numbers', 'SendMessage']) {
    expect(refusal(await operation(id))).toContain('WHOLE_API_EXCLUDE');
  }
});

test('a name that nothing has closes everything, because nobody knows what it was meant to exclude', async () => {
  const reach = wholeApiOf({ ...ALL, exclude: ['SendFaxes', 'fax'] }, everyTool);
  expect((await reach.refusals())(await operation('GetUserBalance'))).toContain('SendFaxes');
  await expect(reach.count()).resolves.toEqual({ operations: 0, unknown: ['SendFaxes'] });
});

test('all but what is never called is counted', async () => {
  await expect(wholeApiOf(ALL, everyTool).count()).resolves.toEqual({ operations: 1_120, unknown: [] });
});

test.each([
  ['off', []],
  ['read', ['find_operations', 'describe_operation', 'read_operation']],
  ['on', ['find_operations', 'describe_operation', ...new Set(Object.values(CALLERS))]],
] as const)('level %s has the tools %j, and the typed ones', (level, names) => {
  const all = ['find_operations', 'describe_operation', ...new Set(Object.values(CALLERS))];
  expect(all.filter((name) => isWithin(name, level))).toEqual([...names]);
  expect(isWithin('send_message', level)).toBe(true);
});

test('each class has one tool, and never has none', () => {
  expect(callerOf('never')).toBeUndefined();
  expect(callerOf('overwrite')).toBe('change_operation');
  expect(new Set(Object.values(CALLERS)).size).toBe(6);
});
