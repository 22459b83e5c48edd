import { beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { telnyxControls, useApp, useClient } from '../../support/index.ts';
import { messagesOf, progressOf, type Message } from './event-stream.ts';

/** Much longer than the five seconds after which a tool tells a second time that it still waits. */
const SLOW_MS = 9_000;
const TOKENS = ['one', 2] as const;

const app = useApp();
const owner = useClient(app);

/** The arguments of a call that Telnyx answers so late that progress is told more than once. */
async function slowChat(times: number) {
  const { structuredContent } = await owner.call('create_assistant', { name: 'Slow', instructions: 'Wait.' });
  const { id } = z.object({ id: z.string() }).parse(structuredContent);
  await telnyxControls(app).fault({ method: 'POST', path: `/ai/assistants/${id}/chat`, delay_ms: SLOW_MS, times });
  return { name: 'chat_with_assistant', arguments: { assistant_id: id, message: 'Hello' } };
}

describe.each([
  {
    era: 'legacy' as const,
    result: {},
    own: 'MCP25-PROGRESS-1, MCP25-HTTP-9: each is told of its own progress only, by its own token',
    further: 'MCP25-PROGRESS-2: each step is further than the one before',
    last: 'MCP25-PROGRESS-3, MCP25-LIFE-4: the response is the last message, and none is a request to the client',
  },
  {
    era: 'modern' as const,
    result: { resultType: 'complete' },
    own: 'MCP26-HTTP-5, MCP26-HTTP-6, MCP26-PROGRESS-1: each is told on its own event stream of its own progress only',
    further: 'MCP26-PROGRESS-2: each step is further than the one before',
    last: 'MCP26-PROGRESS-3, MCP26-HTTP-7: the response is the last message, and none is a request to the client',
  },
])('two slow calls at once, $era era', ({ era, result, own, further, last }) => {
  const types: (string | null)[] = [];
  let streams: Message[][];
  beforeAll(async () => {
    const call = await slowChat(TOKENS.length);
    streams = await Promise.all(
      TOKENS.map(async (progressToken) => {
        const response =
          era === 'legacy'
            ? await owner.legacy('tools/call', { ...call, _meta: { progressToken } })
            : await owner.modern('tools/call', call, { meta: { progressToken } });
        types.push(response.headers.get('content-type'));
        return messagesOf(response);
      }),
    );
  }, 60_000);

  test(own, () => {
    for (const type of types) expect(type).toContain('text/event-stream');
    for (const [index, messages] of streams.entries()) {
      expect(new Set(progressOf(messages).map(({ progressToken }) => progressToken))).toEqual(new Set([TOKENS[index]]));
    }
  });

  test(further, () => {
    for (const messages of streams) {
      const steps = progressOf(messages).map(({ progress }) => progress);
      expect(steps.length).toBeGreaterThan(1);
      expect(steps).toEqual([...new Set(steps)].sort((one, other) => one - other));
    }
  });

  test(last, () => {
    for (const messages of streams) {
      expect(messages.at(-1)).toMatchObject({ id: 1, result });
      for (const message of messages.slice(0, -1)) expect([message.method, message.id]).toEqual(['notifications/progress', undefined]);
    }
  });
});
