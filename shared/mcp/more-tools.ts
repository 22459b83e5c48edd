import type { Tool } from './tool/index.ts';

/** The tools beside the 46 that the server promises by name. */
const MORE_TOOLS: ReadonlySet<string> = new Set([
  ...['cancel_message', 'check_sending', 'get_spend', 'preview_action'],
  ...['find_operations', 'describe_operation', 'read_operation', 'change_operation', 'send_operation', 'buy_operation'],
  ...['delete_operation', 'credential_operation'],
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
