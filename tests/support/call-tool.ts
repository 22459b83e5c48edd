import type { Tool, ToolContext, ToolResult } from '../../shared/mcp/tool/index.ts';

/** Calls a tool as the server does, without the guard between the check of the arguments and the call. */
export async function callTool(tool: Pick<Tool, 'parse' | 'run'>, args: unknown, context: ToolContext): Promise<ToolResult> {
  return tool.run(await tool.parse(args), context);
}
