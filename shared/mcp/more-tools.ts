import type { Tool } from './tool/index.ts';

/** The tools beside the 46 that the server promises by name. */
const MORE_TOOLS: ReadonlySet<string> = new Set([
  ...['cancel_message', 'get_spend', 'preview_action'],
  ...['list_conversations', 'get_conversation', 'wait_for', 'get_call', 'connect_inbox'],
]);

/** How many tools there are. */
export interface ToolCounts {
  /** Of the 46. */
  readonly tools: number;
  /** Beside them. */
  readonly more: number;
}

export function countTools(tools: readonly Pick<Tool, 'name'>[]): ToolCounts {
  const more = tools.filter(({ name }) => MORE_TOOLS.has(name)).length;
  return { tools: tools.length - more, more };
}
