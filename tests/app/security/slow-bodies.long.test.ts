import { expect, test } from '@jest/globals';
import { openConnection, useApp } from '../../support/index.ts';
import { makeWebhookKey, signedHeaders } from '../../support/telnyx-signature.ts';

const app = useApp();

const FORM = 'application/x-www-form-urlencoded';
const EVERY_MS = 500;
const DEADLINE_MS = 10_000;

/** Sends one byte after the other, and never the last. In chunks: the host itself waits for a short body of known length before it asks the app. */
async function drip(path: string, type: string, headers: Readonly<Record<string, string>> = {}) {
  const connection = openConnection(app.url);
  const { host } = new URL(app.url);
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    `Origin: ${app.url}`,
    `Content-Type: ${type}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'Transfer-Encoding: chunked',
    '',
    '',
  ];
  connection.socket.write(head.join('\r\n'));
  const dripping = setInterval(() => connection.socket.write('1\r\na\r\n'), EVERY_MS);
  const start = performance.now();
  try {
    const answer = await connection.answer();
    return { ...answer, ms: performance.now() - start };
  } finally {
    clearInterval(dripping);
    connection.socket.destroy();
  }
}

test('D6: forms and registrations that drip end after ten seconds, each with an answer of its kind, and others go on', async () => {
  const [token, revocation, registration, page, grants] = await Promise.all([
    drip('/token', FORM),
    drip('/revoke', FORM),
    drip('/register', 'application/json'),
    drip('/test-auth', FORM),
    drip('/tokens', FORM),
    fetch(`${app.url}/health/live`).then((response) => expect(response.status).toBe(200)),
  ]);
  for (const { status, ms } of [token, revocation, registration, page, grants]) {
    expect(status).toBe(408);
    expect(ms).toBeGreaterThan(DEADLINE_MS - EVERY_MS);
    expect(ms).toBeLessThan(3 * DEADLINE_MS);
  }
  for (const { body } of [token, revocation]) expect(JSON.parse(body)).toMatchObject({ error: 'invalid_request' });
  expect(JSON.parse(registration.body)).toEqual({
    error: 'invalid_client_metadata',
    error_description: 'The body did not arrive within 10 seconds.',
  });
  for (const { body } of [page, grants]) expect(body).toContain('<h1>The form arrived too slowly</h1>');
  expect(app.log()).not.toMatch(/"level":"error"/);
}, 60_000);

/** Telnyx itself gives up after two seconds. */
const WEBHOOK_DEADLINE_MS = 5_000;

test.each(['/webhooks/telnyx', '/webhooks/telnyx/failover'])(
  'D6: a webhook at %s that drips ends after five seconds; one without a signature is refused before it is read',
  async (path) => {
    const { 'content-type': _type, ...headers } = signedHeaders(makeWebhookKey(), 'aaaaaaaa', Math.floor(Date.now() / 1000));
    const [signed, unsigned] = await Promise.all([drip(path, 'application/json', headers), drip(path, 'application/json')]);
    expect(signed.status).toBe(408);
    expect(signed.ms).toBeGreaterThan(WEBHOOK_DEADLINE_MS - EVERY_MS);
    expect(signed.ms).toBeLessThan(3 * WEBHOOK_DEADLINE_MS);
    expect(unsigned.status).toBe(401);
    expect(unsigned.ms).toBeLessThan(signed.ms);
    expect(app.log()).not.toMatch(/"level":"error"/);
  },
  60_000,
);
