import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { listen } from './listen.ts';

/** One envelope of Application Insights (ingestion API v2.1), as far as tests look at it. */
const Envelope = z.looseObject({
  name: z.string(),
  tags: z.record(z.string(), z.string()),
  data: z.looseObject({ baseData: z.looseObject({ name: z.string(), properties: z.record(z.string(), z.string()).default({}) }) }),
});
export type Envelope = z.output<typeof Envelope>;

/** A stand-in for the ingestion endpoint of Application Insights. */
export interface Ingestion {
  readonly connectionString: string;
  /** Method and path of each request that came. */
  readonly requests: readonly string[];
  /** All that came, as text. */
  readonly text: () => string;
  readonly envelopes: () => readonly Envelope[];
  stop(): Promise<void>;
}

export async function startIngestion(status = 200): Promise<Ingestion> {
  const bodies: string[] = [];
  const requests: string[] = [];
  const server = await listen((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
      bodies.push(text);
      requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
      const count = Array.isArray(JSON.parse(text)) ? JSON.parse(text).length : 1;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ itemsReceived: count, itemsAccepted: status === 200 ? count : 0, errors: [] }));
    });
  });
  return {
    connectionString: `InstrumentationKey=5e5a3e00-0000-4000-8000-000000000000;IngestionEndpoint=${server.url}`,
    requests,
    text: () => bodies.join('\n'),
    envelopes: () => bodies.flatMap((body) => z.array(Envelope).parse(JSON.parse(body))),
    stop: () => server.stop(),
  };
}
