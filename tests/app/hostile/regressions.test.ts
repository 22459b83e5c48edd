import { expect, test } from '@jest/globals';
import { comeBack, expectNothingSent, loginUntilCallback, useApp, useClient } from '../../support/index.ts';

/** What random cases found once, each by its least case. */

const app = useApp();
const owner = useClient(app);

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
  'U8: an error code of Telnyx that is a name of JavaScript itself, %s, is quoted and has no advice',
  async (code) => {
    const { isError, text } = await owner.seenCall('get_balance', {}, { path: '/balance', status: 400, body: { errors: [{ code }] } });
    expect(isError).toBe(true);
    expect(text).toBe(`Telnyx refused this with HTTP 400. [${code}] Nothing was done.`);
  },
);

test('U8: an error code of Telnyx loses the characters that nobody sees', async () => {
  const errors = [{ code: '10\u202e01\u00005' }];
  const { text } = await owner.seenCall('get_balance', {}, { path: '/balance', status: 400, body: { errors } });
  expect(text).toBe('Telnyx refused this with HTTP 400. [10015] Nothing was done.');
});

test('U8: twenty long problems in one answer of Telnyx become an error that a model can still read', async () => {
  const long = 'x'.repeat(600);
  const errors = Array.from({ length: 25 }, (_, index) => ({
    code: long,
    title: `${index}${long}`,
    detail: long,
    source: { pointer: long },
  }));
  const { text } = await owner.seenCall('get_balance', {}, { path: '/balance', status: 400, body: { errors } });
  expect(text.length).toBeLessThan(6_000);
  expect(text).toMatch(/… and \d+ more\. Nothing was done\.$/);
});

test('U1: arguments that make a URL longer than a server takes are refused before anything is sent', async () => {
  await expectNothingSent(app, async () => {
    const { isError, text } = await owner.call('list_messaging_profiles', { name: 'x'.repeat(40_000) });
    expect(isError).toBe(true);
    expect(text).toMatch(/^The arguments are longer than the URL .* Nothing was done\./);
  });
});

test('O4: an empty login code is an error of whoever sent it, not a Microsoft that cannot be reached', async () => {
  const { callback, cookie } = await loginUntilCallback(app);
  callback.searchParams.set('code', '');
  const { status, text } = await comeBack(callback, cookie);
  expect(status).toBe(502);
  expect(text).toContain('<h1>Microsoft reported an error</h1>');
  await app.host.line(/"provider_error"/);
});
