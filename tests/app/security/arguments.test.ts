import { describe, expect, test } from '@jest/globals';
import { expectNothingSent, legacy, modern, telnyxControls, useApp, useClient } from '../../support/index.ts';
import { tools } from '../../../tools/index.ts';

const app = useApp();
const owner = useClient(app);

const NUMBER = '+13125550111';
const MESSAGE = { from: '+13125550100', to: NUMBER, text: 'hello' };

describe('P6: arguments as they must be', () => {
  test.each(tools.map(({ name, input }) => [name, input] as const))(
    'P6: %s refuses an argument that it does not know and names those it does',
    async (name, input) => {
      const allowed = Object.keys(input.shape);
      const text = await owner.expectInputError(name, { surprise: 1 }, /Unknown argument: "surprise"/);
      expect(text).toContain(`Allowed: ${allowed.join(', ') || 'none'}.`);
    },
  );

  test('P6, MCP25-TOOL-4, MCP26-TOOL-5: refuses unknown members inside of arguments, too', async () => {
    await owner.expectInputError(
      'create_number_order',
      { phone_numbers: [{ phone_number: NUMBER, price: '0' }] },
      /phone_numbers\.0.*"price"/,
    );
  });

  test('P6: an argument name of a stranger is quoted and cut', async () => {
    const text = await owner.expectInputError('get_balance', { [`${'x'.repeat(5_000)}\u202e<b>`]: 1 });
    expect(text.length).toBeLessThan(400);
  });

  test.each([
    ['page', 'list_phone_numbers', { page: '2' }],
    ['page_size', 'list_phone_numbers', { page_size: '20' }],
    ['page_size', 'list_phone_numbers', { page_size: 251 }],
    ['page_size', 'list_phone_numbers', { page_size: 1.5 }],
    ['page', 'list_phone_numbers', { page: true }],
    ['limit', 'list_available_phone_numbers', { limit: '10' }],
    ['connection_id', 'list_phone_numbers', { connection_id: 1293384261075731 }],
    ['phone_number', 'update_phone_number', { phone_number: 1293384261075731, tags: ['a'] }],
    ['daily_spend_limit', 'create_messaging_profile', { name: 'n', whitelisted_destinations: ['US'], daily_spend_limit: 20 }],
    ['daily_spend_limit', 'create_messaging_profile', { name: 'n', whitelisted_destinations: ['US'], daily_spend_limit: '1e3' }],
    ['enabled', 'create_messaging_profile', { name: 'n', whitelisted_destinations: ['US'], enabled: 'true' }],
    ['whitelisted_destinations', 'create_messaging_profile', { name: 'n', whitelisted_destinations: 'US' }],
    ['text', 'send_message', { ...MESSAGE, text: 42 }],
    ['to', 'send_message', { ...MESSAGE, to: 13125550111 }],
    ['to', 'send_message', { ...MESSAGE, to: [NUMBER] }],
    ['media_urls', 'send_message', { ...MESSAGE, media_urls: 'https://cdn.example.org/a.png' }],
    ['text', 'send_message', { ...MESSAGE, text: null }],
  ])('P6: coerces nothing: %s of %s', async (argument, name, args) => {
    await owner.expectInputError(name, args, new RegExp(argument));
  });

  const raw = (name: string, args: string) =>
    `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"${name}","arguments":${args}}}`;

  test.each([
    '{"__proto__":{"to":"+13125550199"},"from":"+13125550100","to":"+13125550111","text":"x"}',
    '{"\\u005f_proto__":1}',
    '{"__proto__":null}',
  ])('P6: refuses __proto__ and says what is allowed: %s', async (args) => {
    await expectNothingSent(app, async () => {
      for (const headers of [{}, { 'mcp-protocol-version': '2025-11-25' }]) {
        const response = await owner.post(raw('send_message', args), { headers });
        const text = JSON.stringify(await response.json());
        expect(text).toMatch(/Unknown argument.*__proto__.*Allowed: to, from/);
      }
    });
  });

  test.each(['constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__'])(
    'P6: refuses %s as any unknown name',
    async (name) => {
      await owner.expectInputError('get_balance', { [name]: {} }, new RegExp(`"${name}"`));
    },
  );

  test('P6: refuses __proto__ deeper down, says so, and nothing is polluted', async () => {
    const args = '{"phone_numbers":[{"phone_number":"+13125550111","__proto__":{"requirement_group_id":"x"}}],"customer_reference":"c"}';
    await expectNothingSent(app, async () => {
      const text = JSON.stringify(await (await owner.post(raw('create_number_order', args))).json());
      expect(text).toMatch(/An argument holds the name .*__proto__.*, which no tool takes\./);
    });
    expect((await owner.seenCall('get_balance')).structuredContent).not.toHaveProperty('requirement_group_id');
  });

  test.each(['[]', '"x"', '1', 'true'])('P6: arguments that are %s are an error', async (args) => {
    await expectNothingSent(app, async () => {
      const body = await (await owner.post(raw('send_message', args))).json();
      expect(body.result?.isError ?? body.error !== undefined).toBe(true);
    });
  });
});

describe('U10: ids beyond 2^53', () => {
  const ID = '1293384261075731499';

  test('U10: go out as they came in, digit for digit', async () => {
    expect((await owner.seenCall('get_phone_number', { phone_number: ID })).requests.map(({ url }) => url)).toEqual([
      `/v2/phone_numbers/${ID}`,
    ]);
    const { requests } = await owner.seenCall('create_number_order', {
      phone_numbers: [{ phone_number: NUMBER }],
      connection_id: ID,
    });
    expect(requests.map(({ body }) => body)).toMatchObject([{ connection_id: ID }]);
  });

  test('U10: come back as strings, also where Telnyx sends them bare', async () => {
    for (const sent of [`"${ID}"`, ID]) {
      await telnyxControls(app).fault({
        path: '/phone_numbers',
        body: `{"data":{"id":${sent},"connection_id":${sent}}}`,
        headers: { 'content-type': 'application/json' },
      });
      const { structuredContent, text } = await owner.seenCall('get_phone_number', { phone_number: ID });
      expect(structuredContent).toEqual({ id: ID, connection_id: ID });
      expect(text).toContain(`"${ID}"`);
    }
  });

  test('U10: a bare number among the arguments is refused, not rounded', async () => {
    for (const era of [legacy, modern]) {
      await expectNothingSent(app, async () => {
        const response = await era(
          app,
          'tools/call',
          { name: 'get_phone_number', arguments: { phone_number: Number(ID) } },
          { token: owner.token },
        );
        expect(await response.json()).toMatchObject({ result: { isError: true } });
      });
    }
  });
});
