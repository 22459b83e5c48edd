import type { Assistant } from './assistant.ts';
import type { Conversation } from './conversation.ts';
import type { EmbeddingTask } from './embedding-task.ts';

/** A stored secret. Its value is never asked for again, so it is not kept. */
export interface IntegrationSecret {
  readonly id: string;
  readonly identifier: string;
  readonly type: 'bearer' | 'basic';
  readonly createdAt: number;
}

/** All that an account has of AI, by id. */
export interface AiState {
  readonly assistants: Map<string, Assistant>;
  readonly conversations: Map<string, Conversation>;
  readonly tasks: Map<string, EmbeddingTask>;
  readonly secrets: Map<string, IntegrationSecret>;
}

export const createAiState = (): AiState => ({
  assistants: new Map(),
  conversations: new Map(),
  tasks: new Map(),
  secrets: new Map(),
});
