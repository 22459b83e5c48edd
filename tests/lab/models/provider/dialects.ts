import type { Dialect } from './dialect.ts';
import { geminiApi } from './gemini-api.ts';
import { messagesApi } from './messages-api.ts';
import { responsesApi } from './responses-api.ts';

export type DialectName = 'Anthropic Messages' | 'OpenAI Responses' | 'Gemini';

export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  'Anthropic Messages': messagesApi,
  'OpenAI Responses': responsesApi,
  Gemini: geminiApi,
};
