/** The reference: the same tools on node:http by the SDKs alone, at /v1, /v2 and /v2low. Environment: TELNYX_BASE_URL, TELNYX_API_KEY. */
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { createTelnyx } from '../../../shared/telnyx/index.ts';
import { tools } from '../../../tools/index.ts';
import { createSdkHandlers } from './sdk-handlers.ts';
import { createToolContexts } from './tool-context.ts';

const Environment = z.object({ TELNYX_BASE_URL: z.url(), TELNYX_API_KEY: z.string() });

const { TELNYX_BASE_URL: baseUrl, TELNYX_API_KEY: key } = Environment.parse(process.env);
const telnyx = createTelnyx({ baseUrl, apiKey: () => Promise.resolve(key) });
const handlers = new Map(Object.entries(createSdkHandlers(tools, createToolContexts(telnyx))));

const server = createServer((incoming, outgoing) => {
  const { method = 'GET', url = '/', rawHeaders } = incoming;
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  const init = { method, headers, body: Readable.toWeb(incoming), duplex: 'half' } as RequestInit;
  const handle = async () => {
    const response = await handlers.get(url.slice(1))?.(new Request(`http://localhost${url}`, init));
    const body = Buffer.from((await response?.arrayBuffer()) ?? new ArrayBuffer(0));
    outgoing.writeHead(response?.status ?? 404, { ...Object.fromEntries(response?.headers ?? []), 'content-length': body.length });
    outgoing.end(body);
  };
  handle().catch((error: unknown) => {
    console.error(error);
    outgoing.writeHead(500).end();
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(`Listening on http://127.0.0.1:${address.port}`);
});
