import { beforeAll, describe, expect, test } from '@jest/globals';
import { startIngestion, type Envelope, type Ingestion } from '../../support/ingestion.ts';
import { call, legacy, login, modern, use, useStandIns } from '../../support/index.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const OTHER = '0af7651916cd43dd8448eb211c80319c';
const OTHER_SPAN = 'b7ad6b7169203331';
const NUMBERS = ['13125550100', '13125550111'];
const TEXT = 'The code for the safe is four-five-six';

const standIns = useStandIns();

/** Runs the app with its spans going to `ingestion`, does `work`, and ends it: the last spans are out then. */
async function withApp(ingestion: Ingestion, work: (app: { url: string }, token: string) => Promise<void>): Promise<string> {
  const app = await standIns.startApp({ APPLICATIONINSIGHTS_CONNECTION_STRING: ingestion.connectionString });
  try {
    await work(app, await login(app));
  } finally {
    await app.stop();
  }
  return app.log();
}

describe('what arrives at Application Insights', () => {
  const ingestion = use(startIngestion);
  let spans: readonly Envelope[];
  let token = '';
  let log = '';
  beforeAll(async () => {
    log = await withApp(ingestion, async (app, issued) => {
      token = issued;
      const message = { to: `+${NUMBERS[1] ?? ''}`, from: `+${NUMBERS[0] ?? ''}`, text: TEXT };
      await call(app, token, 'send_message', message);
      await call(app, token, 'send_message', { ...message, [TEXT]: TEXT });
      await legacy(app, 'tools/list', {}, { token, headers: { traceparent: `00-${TRACE}-${SPAN}-00` } });
      const clientInfo = { name: `Desk <b>+${NUMBERS[0] ?? ''}</b>`, version: '1' };
      const meta = { 'io.modelcontextprotocol/clientInfo': clientInfo, traceparent: `00-${OTHER}-${OTHER_SPAN}-01`, baggage: TEXT };
      await modern(app, 'tools/call', { name: 'get_balance', arguments: {} }, { token, meta });
      await legacy(app, TEXT, { text: TEXT }, { token, path: `/mcp?access_token=${token}` });
    });
    spans = ingestion.envelopes();
  }, 60_000);

  const named = (name: string) => spans.filter(({ data }) => data.baseData.name === name);
  const properties = (span: Envelope | undefined) => span?.data.baseData.properties ?? {};

  test('goes to the track endpoint, and every span is a dependency: the host counts the requests', () => {
    expect(new Set(ingestion.requests)).toEqual(new Set(['POST /v2.1/track']));
    expect(new Set(spans.map(({ name }) => name))).toEqual(new Set(['Microsoft.ApplicationInsights.RemoteDependency']));
    expect(log).not.toContain('telemetry_failed');
  });

  test('is one span for each request and one for each tool call below it', () => {
    const [tool, refused] = named('tools/call send_message');
    expect(properties(tool)).toEqual({
      request: expect.stringMatching(/^[0-9a-f-]{36}$/),
      client: 'test-auth',
      tool: 'send_message',
      risk: 'outbound',
      era: 'legacy',
      outcome: 'ok',
    });
    expect([tool, refused].map((span) => [properties(span)['outcome'], span?.data.baseData['success']])).toEqual([
      ['ok', true],
      ['invalid_input', false],
    ]);
    const request = named('mcp-stream').find(({ data }) => data.baseData['id'] === tool?.tags['ai.operation.parentId']);
    expect(request?.tags['ai.operation.id']).toBe(tool?.tags['ai.operation.id']);
    expect(properties(request)).toEqual({
      function: 'mcp-stream',
      method: 'POST',
      status: '200',
      rpc_method: 'tools/call',
      era: 'legacy',
      client: 'test-auth',
    });
  });

  test('lies below the caller, whatever its sampling says', () => {
    const request = spans.find(({ tags }) => tags['ai.operation.id'] === TRACE);
    expect(request?.tags['ai.operation.parentId']).toBe(SPAN);
    expect(properties(request)).toMatchObject({ rpc_method: 'tools/list', status: '200' });
  });

  test('a tool call lies below the span that MCP _meta names, and is linked to its request', () => {
    const [tool] = named('tools/call get_balance');
    expect([tool?.tags['ai.operation.id'], tool?.tags['ai.operation.parentId']]).toEqual([OTHER, OTHER_SPAN]);
    const request = named('mcp-stream').find((span) => properties(span)['era'] === 'modern');
    expect(properties(tool)['_MS.links']).toContain(request?.data.baseData['id']);
    expect(properties(tool)['client_name']).toBe('Desk b # /b');
  });

  test('L1: holds no number, no text, no token, no person, no query', () => {
    const text = ingestion.text();
    for (const number of NUMBERS) expect(text).not.toContain(number);
    expect(text).not.toMatch(
      /four-five-six|safe|eyJ|access_token|Local Owner|example\.com|a0000000-0000-4000-8000|b0000000-0000-4000-8000/,
    );
    expect(text).not.toContain(token.slice(-20));
  });
});

test('an ingestion endpoint that refuses hurts no request, and is told of once', async () => {
  const ingestion = await startIngestion(400);
  try {
    const log = await withApp(ingestion, async (app, token) => {
      for (let count = 0; count < 3; count++) {
        const { isError } = await call(app, token, 'get_balance');
        expect(isError ?? false).toBe(false);
      }
    });
    expect(log.match(/telemetry_failed/g)).toHaveLength(1);
  } finally {
    await ingestion.stop();
  }
});
