/**
 * Telnyx's answers have the tools of the Tools Library among an assistant's own ones, marked `shared: true`. It takes only the own ones back,
 * without that mark: a shared tool that is sent would become a second one.
 *
 * @see https://developers.telnyx.com/api-reference/assistants/update-an-assistant
 */
export const isShared = (tool: unknown): boolean => typeof tool === 'object' && tool !== null && 'shared' in tool && tool.shared === true;

/** The tools to send of those that get_assistant showed. */
export const inlineTools = (tools: readonly object[]): object[] =>
  tools.filter((tool) => !isShared(tool)).map((tool) => Object.fromEntries(Object.entries(tool).filter(([name]) => name !== 'shared')));

/** @returns a sentence about the tools that are not sent; undefined if all are */
export function sharedToolsNote(tools: readonly object[] | undefined, what: string): string | undefined {
  const shared = (tools ?? []).filter(isShared).length;
  return shared === 0 ? undefined : `${shared} of the tools given ${shared === 1 ? 'is' : 'are'} from the Tools Library (shared): ${what}`;
}
