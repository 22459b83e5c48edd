import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createNetwork } from '../../../../shared/identity/entra/msal.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const network = createNetwork(5_000);
const form = { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'client_secret=s&code=c' };

test('an error from Entra reaches MSAL unchanged, headers included', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(400, { 'content-type': 'application/json', 'X-Ms-Request-Id': 'an-id' }).end('{"error":"invalid_grant"}');
  });
  expect(await network.sendPostRequestAsync(url, form)).toMatchObject({
    status: 400,
    headers: { 'x-ms-request-id': 'an-id' },
    body: { error: 'invalid_grant' },
  });
});

test('anything but JSON is an error', async () => {
  const url = await serve((_request, response) => void response.writeHead(502).end('<h1>Bad gateway</h1>'));
  await expect(network.sendPostRequestAsync(url, form)).rejects.toThrow();
});

test('the secret and the code are not sent to a redirect target', async () => {
  const arrived: unknown[] = [];
  const elsewhere = await serve((request, response) => {
    arrived.push(request.url);
    response.end('{}');
  });
  const url = await serve((_request, response) => void response.writeHead(307, { location: elsewhere }).end());
  await expect(network.sendPostRequestAsync(url, form)).rejects.toThrow();
  expect(arrived).toEqual([]);
});
