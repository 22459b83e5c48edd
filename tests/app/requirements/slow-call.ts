import { z } from 'zod';
import { call } from '../../support/mcp.ts';
import type { RunningApp } from '../../support/running-app.ts';
import { telnyxKnobs } from '../../support/telnyx-knobs.ts';

/** Longer than the five seconds after which a tool tells a second time that it still waits. */
const SLOW_MS = 5_500;

/**
 * The arguments of a call of chat_with_assistant that Telnyx answers so late that progress is told more than once.
 * In: an app; a token of somebody who may make an assistant; how many such calls there will be.
 */
export async function slowChat(app: RunningApp, token: string, times: number) {
  const { structuredContent } = await call(app, token, 'create_assistant', { name: 'Slow', model: 'openai/gpt-4o', instructions: 'Wait.' });
  const { id } = z.object({ id: z.string() }).parse(structuredContent);
  await telnyxKnobs(app).fault({ method: 'POST', path: `/ai/assistants/${id}/chat`, delay_ms: SLOW_MS, times });
  return { name: 'chat_with_assistant', arguments: { assistant_id: id, message: 'Hello' } };
}
