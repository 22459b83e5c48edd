import type { Scope } from '../identity/index.ts';
import { cutText, visibleText } from '../platform/index.ts';
import { presentName } from './selection.ts';

export function unknownTool(name: string): string {
  const present = presentName(name);
  return `Unknown tool: ${visibleText(cutText(name, 64))}.${present === name ? '' : ` It is called ${present} now.`}`;
}

/** Only a selection of tools that allows a part of a tool leads here: the endpoint rejects every other call without its scopes. */
export const notSelectedText = (name: string, missing: readonly Scope[]) =>
  `With these arguments, ${name} needs the scope ${missing.join(' ')}, which the tools chosen for this server or URL leave out. Nothing was done.`;
