import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import {
  AppError,
  createLogger,
  createOriginPolicy,
  json,
  jsonErrors,
  pageErrors,
  pipeline,
  readForm,
  SecretUnavailableError,
  type Handler,
  type RouteRules,
} from '../../../../shared/platform/index.ts';

const ORIGIN = 'https://app.example.com';

const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
};

/** A handler behind the pipeline, and the lines that it writes to the log. */
function route(rules: Partial<RouteRules>, handler: Handler) {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger((level, line) => lines.push({ level, ...z.record(z.string(), z.unknown()).parse(JSON.parse(line)) }));
  const policy = createOriginPolicy({ publicBaseUrl: ORIGIN, allowedOrigins: [] });
  const services = { log, policy, addressRate: { perMinute: 2, hops: 0 }, https: true };
  const piped = pipeline(services, { errors: jsonErrors, ...rules }, handler);
  const send = (init: RequestInit = {}, path = '/x') => piped(new Request(`${ORIGIN}${path}`, init));
  return { send, lines };
}

const fine = () => Promise.resolve(json(200, {}));
// eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- anything may be thrown
const fails = (reason: unknown) => () => Promise.reject(reason);

describe('the HTTP pipeline', () => {
  afterEach(() => void jest.useRealTimers());

  test.each([
    ['an answer', fine, {}, 200],
    ['an error that it knows', fails(new SecretUnavailableError()), {}, 503],
    ['an error that nobody foresaw', fails(new TypeError('x')), {}, 500],
    ['something thrown that is no error', fails('x'), {}, 500],
    ['a preflight', fine, { method: 'OPTIONS', headers: { origin: ORIGIN } }, 204],
    ['a preflight of another origin', fine, { method: 'OPTIONS', headers: { origin: 'https://evil.example' } }, 403],
  ])('O9: %s has the security headers and names its origin', async (_what, handler, init, status) => {
    const { send } = route({ cors: { origins: 'listed', methods: 'GET, OPTIONS' } }, handler);
    const response = await send(init);
    expect(response.status).toBe(status);
    expect(Object.fromEntries(response.headers)).toMatchObject({ ...SECURITY_HEADERS, vary: 'Origin' });
  });

  test('an answer may say how long it is stored', async () => {
    const { send } = route({}, () => Promise.resolve(json(200, {}, { 'cache-control': 'public, max-age=300' })));
    expect((await send()).headers.get('cache-control')).toBe('public, max-age=300');
  });

  test('over plain http there is no Strict-Transport-Security', async () => {
    const policy = createOriginPolicy({ publicBaseUrl: 'http://localhost:1', allowedOrigins: [] });
    const services = { log: createLogger(() => undefined), policy, addressRate: { perMinute: 1, hops: 0 }, https: false };
    const response = await pipeline(services, { errors: jsonErrors }, fine)(new Request('http://localhost:1/'));
    expect(response.headers.get('strict-transport-security')).toBeNull();
  });

  test('every page may read a public document', async () => {
    const { send } = route({ cors: { origins: 'any', methods: 'GET, OPTIONS' } }, fine);
    for (const method of ['GET', 'OPTIONS']) {
      const response = await send({ method, headers: { origin: 'https://evil.example' } });
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  test('a browser of an unlisted origin does not reach the handler', async () => {
    const { send } = route({ listedOriginsOnly: true }, fails(new Error('The handler must not run.')));
    const response = await send({ headers: { origin: 'https://evil.example' } });
    expect([response.status, await response.json()]).toEqual([403, expect.objectContaining({ error: 'origin_not_allowed' })]);
  });

  test.each(['headers', 'query', 'Headers'])('a query with "%s" does not reach the handler', async (name) => {
    const { send } = route({}, fails(new Error('The handler must not run.')));
    expect((await send({}, `/x?${name}=1`)).status).toBe(400);
  });

  test('one address too many is 429 with Retry-After, for programs and for people', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask'] });
    for (const errors of [jsonErrors, pageErrors({ serverTitle: undefined, publicBaseUrl: 'https://app.example.com' })]) {
      const { send } = route({ errors, limitedByAddress: true }, fine);
      await send();
      await send();
      const response = await send();
      expect([response.status, response.headers.get('retry-after')]).toEqual([429, '30']);
    }
  });

  test('a page for an error without words of its own tells its text, and no id that the log does not have', async () => {
    class Plain extends AppError {
      override readonly name = 'Plain';
      readonly code = 'invalid_scope';
    }
    const { send } = route(
      { errors: pageErrors({ serverTitle: undefined, publicBaseUrl: 'https://app.example.com' }), event: 'authorize' },
      fails(new Plain('None of these scopes exists here.')),
    );
    const response = await send();
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(text).toContain('None of these scopes exists here.');
    expect(text).not.toContain('in the log');
  });

  test('an error that nobody foresaw shows its id alone, and the log has it under that id', async () => {
    const { send, lines } = route({ event: 'token' }, fails(new TypeError('secret words')));
    const text = await (await send()).text();
    const [line] = lines;
    expect(line).toMatchObject({ level: 'error', event: 'token_failed', error: 'TypeError' });
    expect(text).toContain(String(line?.['request']));
    expect(text + JSON.stringify(lines)).not.toContain('secret words');
  });

  test('what is not available is 503 with Retry-After, and in the log', async () => {
    const { send, lines } = route({ event: 'token' }, fails(new SecretUnavailableError()));
    const response = await send();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '10']);
    expect(lines).toMatchObject([{ level: 'error', event: 'token_unavailable', code: 'secret_unavailable' }]);
  });

  test('what a client got wrong is logged for routes that name an event, and for no other', async () => {
    const read: Handler = async (request) => {
      await readForm(request);
      return json(200, {});
    };
    const named = route({ event: 'token' }, read);
    const nameless = route({}, read);
    const broken = { method: 'POST', body: '{}' };
    expect((await named.send(broken)).status).toBe(400);
    expect((await nameless.send(broken)).status).toBe(400);
    expect(named.lines).toMatchObject([{ level: 'info', event: 'token_refused', error: 'body_not_form' }]);
    expect(nameless.lines).toEqual([]);
  });
});
