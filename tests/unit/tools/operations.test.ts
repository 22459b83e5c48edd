import { describe, expect, test } from '@jest/globals';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { loadOperations, type Operation } from '../../../shared/mcp/tool/index.ts';
import { describeOperation } from '../../../tools/operations/describe-operation.ts';
import { findOperations } from '../../../tools/operations/find-operations.ts';
import { contextFor } from '../../app/contract/support/run-tool.ts';
import { callTool } from '../../support/call-tool.ts';

type Tool = typeof findOperations | typeof describeOperation;

/** What the tool answers a client that can call these operations. */
async function answer(tool: Tool, args: object, isReachable: (operation: Operation) => boolean = () => true) {
  const context = { ...contextFor(tool, 'http://127.0.0.1:9'), reachable: () => Promise.resolve(isReachable) };
  return callTool(tool, args, context);
}

test('both together cost a model at most 420 tokens', () => {
  const listed = [findOperations, describeOperation].map(({ name, title, description, inputSchema, outputSchema, annotations }) =>
    JSON.stringify({ name, title, description, inputSchema, outputSchema, annotations }),
  );
  expect(countTokens(listed.join())).toBeLessThanOrEqual(420);
});

describe('find_operations', () => {
  test('tells what an operation does, what it needs, and which tools do it', async () => {
    const { structured } = await answer(findOperations, { query: 'Send a fax' });
    expect(structured['operations']).toContainEqual({
      operation_id: 'SendFax',
      does: 'Send a fax of a document to a phone number',
      class: 'outbound',
      needs: 'connection_id: ListFaxApplications',
      call_with: 'send_operation',
    });
    const balance = await answer(findOperations, { query: 'How much money is left on the account?' });
    expect(balance.structured).toMatchObject({
      operations: [{ operation_id: 'GetUserBalance', class: 'read', tool: 'get_balance', call_with: 'read_operation' }, {}, {}, {}, {}],
    });
  });

  test('finds only what the client can call', async () => {
    const { structured } = await answer(findOperations, { query: 'Send a fax' }, ({ class: kind }) => kind === 'read');
    expect(JSON.stringify(structured)).not.toContain('SendFax');
    expect(JSON.stringify(structured)).toContain('ListFaxes');
  });

  test('tells what Telnyx cannot do', async () => {
    const { structured } = await answer(findOperations, { query: 'Play my voicemail messages' });
    expect(structured).toMatchObject({
      gap: expect.stringContaining('cannot list'),
      operations: [{ operation_id: 'GetVoicemail' }, {}, {}, {}, {}],
    });
  });

  test('finds nothing for what is no word', async () => {
    expect((await answer(findOperations, { query: '📠' })).structured).toEqual({ operations: [] });
  });
});

describe('describe_operation', () => {
  test('tells all that a call takes', async () => {
    expect((await answer(describeOperation, { operation_id: 'post /faxes' })).structured).toMatchObject({
      operation_id: 'SendFax',
      does: 'Send a fax of a document to a phone number',
      class: 'outbound: reaches, joins, records or streams people',
      call_with: 'send_operation',
      request: 'POST /faxes',
      needs: 'connection_id: ListFaxApplications',
      arguments: { '(required)': 'connection_id, from, to', to: '+E.164 number' },
    });
  });

  test('tells which fields raise a call', async () => {
    const { structured } = await answer(describeOperation, { operation_id: 'UpdatePhoneNumber' });
    expect(structured['notes']).toEqual(['May need credential_operation: external_pin.']);
  });

  test('says which class a call may rise to where the same tool carries it out', async () => {
    const { structured } = await answer(describeOperation, { operation_id: 'create_insight' });
    expect(structured['notes']).toEqual(['May raise the class to overwrite: webhook.']);
  });

  test('takes no address for a phone number because an example is one', async () => {
    const { structured } = await answer(describeOperation, { operation_id: 'CreateNotificationChannels' });
    expect(structured['arguments']).toMatchObject({ channel_destination: 'string' });
  });

  test('says how times are written, and numbers that are found by their digits', async () => {
    const orders = await answer(describeOperation, { operation_id: 'ListNumberBlockOrders' });
    expect(orders.structured['arguments']).toMatchObject({ filter: { created_at: { gt: 'time, ISO 8601' } } });
    const numbers = await answer(describeOperation, { operation_id: 'GET /phone_numbers' });
    expect(numbers.structured['arguments']).toMatchObject({ filter: { phone_number: 'digits alone, no +' } });
  });

  test('names fields for secrets, which are no secrets', async () => {
    const { structured } = await answer(describeOperation, { operation_id: 'DialCall' });
    expect(structured['arguments']).toMatchObject({ sip_auth_password: 'string', sip_headers: [{ more: 2 }] });
  });

  test('shows what is cut', async () => {
    const { structured } = await answer(describeOperation, { operation_id: 'DialCall', field: 'sip_headers.0' });
    expect(structured['arguments']).toEqual({
      'sip_headers.0': { '(required)': 'name, value', name: expect.any(String), value: 'string' },
    });
  });

  test.each([
    [{ operation_id: 'SendFaxx' }, /no operation of this name.*"SendFax"/],
    [{ operation_id: '📠' }, /no operation of this name\. Ask find_operations\./],
    [{ operation_id: 'GET /phone_numbers?page[size]=2' }, /no operation of this name\. Nearest: "GET \/phone_numbers"/],
    [{ operation_id: 'create_call' }, /create_call is a tool, not an operation\./],
    [{ operation_id: 'list_phone_numbers' }, /list_phone_numbers is a tool, not an operation\./],
    [{ operation_id: 'ListPhoneNumbers' }, /"GET \/phone_numbers" .*"GET \/v2\/whatsapp\/phone_numbers"/],
    [{ operation_id: 'CreateOAuthClient' }, /CreateOAuthClient is not for clients/],
    [{ operation_id: 'ViewFax', field: 'wings' }, /ViewFax has no "wings" there\. There is: id\./],
    [{ operation_id: 'ViewFax', field: 'id.wings' }, /Nothing is inside\./],
  ])('%j is an error that tells what there is instead', async (args, says) => {
    await expect(answer(describeOperation, args)).rejects.toThrow(says);
  });

  test('an operation that the client cannot call is out of reach, and no nearest one is named that is', async () => {
    const onlyReads = ({ class: kind }: Operation) => kind === 'read';
    await expect(answer(describeOperation, { operation_id: 'SendFax' }, onlyReads)).rejects.toThrow('SendFax is out of reach');
    await expect(answer(describeOperation, { operation_id: 'SendFaxx' }, onlyReads)).rejects.not.toThrow(/"SendFax"/);
  });

  test('every operation is described in at most 1,500 tokens, with the tool that calls it', async () => {
    const { all } = await loadOperations();
    const callable = all.filter((each) => each.class !== 'never');
    const answers = await Promise.all(callable.map(({ id }) => answer(describeOperation, { operation_id: id })));
    const tokens = answers.map(({ text }) => countTokens(text));
    expect(callable).toHaveLength(1_120);
    expect(Math.max(...tokens)).toBeLessThanOrEqual(1_500);
    expect(answers.filter(({ structured }) => !String(structured['call_with']).endsWith('_operation'))).toEqual([]);
  });
});
