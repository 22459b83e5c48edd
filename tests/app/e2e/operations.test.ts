import { describe, expect, test } from '@jest/globals';
import { eventsOf, modern, useApp, useClient } from '../../support/index.ts';

interface Result {
  readonly isError?: boolean;
  readonly content: readonly { readonly text: string }[];
  readonly structuredContent?: Readonly<Record<string, unknown>>;
}

describe('an app with all of Telnyx', () => {
  const app = useApp({ settings: { CONFIRM_PURCHASE: 'page', WEBHOOK_HOSTS: 'own' } });
  const owner = useClient(app);
  const call = async (name: string, args: object): Promise<Result> => {
    const response = await modern(app, 'tools/call', { name, arguments: args }, { token: owner.token });
    return ((await response.json()) as { result: Result }).result;
  };

  test('find, describe and read lead to the answer of Telnyx', async () => {
    const found = await call('find_operations', { query: 'How much money is left on the account?' });
    expect(found.structuredContent).toMatchObject({
      operations: expect.arrayContaining([expect.objectContaining({ operation_id: 'GetUserBalance', tool: 'get_balance' })]),
    });
    const described = await call('describe_operation', { operation_id: 'GetUserBalance' });
    expect(described.structuredContent).toMatchObject({ call_with: 'read_operation' });
    const read = await call('read_operation', { operation_id: 'GetUserBalance' });
    expect(read.structuredContent).toMatchObject({ answer: { data: { record_type: 'balance', currency: 'USD' } } });
  });

  test('pages are walked with what the answer says, and the filter stays', async () => {
    const first = await call('read_operation', {
      operation_id: 'GET /phone_numbers',
      arguments: { filter: { status: 'active' }, page: { size: 1, number: 1 } },
    });
    const { next } = first.structuredContent as { next: { arguments: object } };
    expect(next).toEqual({ arguments: { filter: { status: 'active' }, page: { size: 1, number: 2 } } });
  });

  test('arguments may be wrapped, and speak of pages and filters as models do', async () => {
    const wrapped = await call('read_operation', {
      operation_id: 'get /v2/phone_numbers',
      arguments: { query: { pageSize: 1, phone_number: '+13125550100' } },
    });
    expect(wrapped.structuredContent).toMatchObject({ answer: { data: [{ phone_number: '+13125550100' }] } });
  });

  test('what is not there is refused with the operation that lists it', async () => {
    const { isError, content } = await call('read_operation', { operation_id: 'view_fax', arguments: { id: 'none' } });
    expect([isError, content[0]?.text]).toEqual([true, expect.stringContaining('Needs: id: ListFaxes.')]);
  });

  test('a send asks a person, as a text of the typed tool does, and shows whom it reaches', async () => {
    const args = { from: '+13125550100', to: '+442079460958', text: 'Late by ten minutes' };
    const preview = await call('preview_action', {
      tool: 'send_operation',
      arguments: { operation_id: 'SendMessage', arguments: args },
    });
    expect(preview.structuredContent).toMatchObject({ to: [{ address: '+442079460958', country: 'GB' }] });
    const typed = await call('preview_action', { tool: 'send_message', arguments: args });
    const { would, why, left } = typed.structuredContent ?? {};
    expect(preview.structuredContent).toMatchObject({ would, why, left });
  });

  test('a premium number is refused, whichever tool is asked', async () => {
    const args = { from: '+13125550100', to: '+19005550123', text: 'Hello' };
    const generic = await call('send_operation', { operation_id: 'SendMessage', arguments: args });
    const typed = await call('send_message', args);
    const said = ({ isError, content: [first] }: Result) => [isError, first?.text.replace(/^[^:]*: /, '')];
    expect(said(generic)).toEqual([true, expect.stringContaining('premium-rate')]);
    expect(said(generic)).toEqual(said(typed));
  });

  test('an operation through the tool of another class names the right one, and sends nothing', async () => {
    const { isError, content } = await call('change_operation', { operation_id: 'CreateNumberOrder', arguments: {} });
    expect(isError).toBe(true);
    expect(content[0]?.text).toContain('Nothing was done. Call it with buy_operation.');
  });

  test('the audit names the operation and whom it reaches, and no word of it', async () => {
    const args = { from: '+13125550100', to: '+13125550111', text: 'Nobody may read this' };
    await call('send_operation', { operation_id: 'SendMessage', arguments: JSON.stringify(args) });
    await app.host.line(/"event":"audit".*"tool":"send_operation".*"outcome":"ok"/);
    const lines = eventsOf(app, 'audit').filter((line) => line['tool'] === 'send_operation' && line['outcome'] === 'ok');
    expect(lines).toEqual([
      expect.objectContaining({ risk: 'outbound', to: ['+131***11'], given: ['operation_id=SendMessage'], text_length: 20 }),
    ]);
    expect(app.log()).not.toContain('Nobody may read');
  });

  test('a purchase asks a person, and says that its price is not known', async () => {
    const preview = await call('preview_action', {
      tool: 'buy_operation',
      arguments: { operation_id: 'CreateSimCardOrder', arguments: { address_id: '1293384261075731499', quantity: 10 } },
    });
    expect(preview.structuredContent).toMatchObject({ would: 'ask', why: expect.arrayContaining([expect.stringContaining('price')]) });
  });

  test('a host that nobody has allowed is refused', async () => {
    const { isError, content } = await call('change_operation', {
      operation_id: 'CreateTexmlApplication',
      arguments: { friendly_name: 'IVR', voice_url: 'https://elsewhere.example.org/ivr' },
    });
    expect(isError).toBe(true);
    expect(content[0]?.text).toContain('WEBHOOK_HOSTS');
  });

  test('readiness counts what can be called', async () => {
    const { whole_api: reach } = (await (await fetch(`${app.url}/health/ready`)).json()) as { whole_api: object };
    expect(reach).toEqual({ level: 'on', operations: 1_120, unknown: [] });
  });
});

describe('an app whose operator allows fax and balance alone', () => {
  const app = useApp({ settings: { WHOLE_API: 'read', WHOLE_API_ONLY: 'fax,GetUserBalance' } });
  const owner = useClient(app);
  const ask = async (method: string, params: object) =>
    (await (await modern(app, method, { ...params }, { token: owner.token })).json()) as { result: Result & { tools: { name: string }[] } };

  test('lists the tools that read', async () => {
    const { result } = await ask('tools/list', {});
    const names = result.tools.map(({ name }) => name).filter((name) => /_operations?$/.test(name));
    expect(names).toEqual(['find_operations', 'describe_operation', 'read_operation']);
  });

  test('finds and carries out nothing else', async () => {
    const found = await ask('tools/call', { name: 'find_operations', arguments: { query: 'list my phone numbers' } });
    expect(JSON.stringify(found.result.structuredContent)).not.toContain('phone_numbers');
    const refused = await ask('tools/call', { name: 'read_operation', arguments: { operation_id: 'GET /phone_numbers' } });
    expect(refused.result.content[0]?.text).toContain('WHOLE_API_ONLY');
    const { whole_api: reach } = (await (await fetch(`${app.url}/health/ready`)).json()) as { whole_api: object };
    // Four reads of fax, and the balance.
    expect(reach).toEqual({ level: 'read', operations: 5, unknown: [] });
  });
});
