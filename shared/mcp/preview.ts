import type { Forecast } from '../guard/index.ts';
import { InsufficientScopeError, neededText, type Principal, type Scope } from '../identity/index.ts';
import { AppError } from '../platform/index.ts';
import { requireScopes, type AuthorizedCall } from './authorize.ts';
import type { Catalogue } from './catalogue.ts';
import { notSelectedText, unknownTool } from './refusals.ts';
import { InputError, underPresentNames, type AcceptedArguments, type Preview } from './tool/index.ts';

interface Previewing {
  readonly catalogue: Catalogue;
  readonly principal: Principal;
  /** What the guard would decide about a call that is more than a free read. */
  readonly forecast: (call: AuthorizedCall, accepted: AcceptedArguments) => Promise<Forecast>;
}

const NOTHING: Omit<Forecast, 'would'> = { reasons: [], recipients: [], left: [] };

/**
 * Foretells what would come of a call, as far as it can be known without making it: the checks that the call itself would have to pass, in their
 * order.
 *
 * @throws InputError for a name of no tool and for arguments that the tool does not take, in the words of the call itself; errors of Telnyx, where
 *   the account has to be asked and cannot be
 */
export async function previewCall(name: string, given: unknown, { catalogue, principal, forecast }: Previewing): Promise<Preview> {
  const tool = catalogue.find(name);
  if (!tool) throw new InputError(unknownTool(name));
  const reach = await tool.reachOf(given);
  const refusal = scopeRefusal(name, reach.scopes, { principal, catalogue });
  if (refusal !== undefined) return { ...NOTHING, would: 'refuse', refusal, args: undefined };
  const beyond = reach.carried && (await catalogue.wholeApi.refusals())(reach.carried.operation);
  if (beyond !== undefined) return { ...NOTHING, would: 'refuse', refusal: beyond, args: undefined };
  const broken = await tool.checkRaw(given);
  if (broken !== undefined) throw new InputError(broken);
  const args = underPresentNames(given, tool.formerArguments ?? {});
  const accepted = await tool.parse(args);
  const free = reach.risk === 'read' && !reach.paid;
  const foretold = free ? { ...NOTHING, would: 'read' as const } : await forecast({ tool, args, reach }, accepted);
  // A lookup that costs is counted, and reads all the same.
  const would = reach.risk === 'read' && foretold.would === 'send' ? 'read' : foretold.would;
  return { ...foretold, would, args: accepted.args };
}

/** What a client reads where the token, the role of the person or the selection of tools does not allow a call. */
function scopeRefusal(
  name: string,
  scopes: readonly Scope[],
  { principal, catalogue }: Pick<Previewing, 'principal' | 'catalogue'>,
): string | undefined {
  try {
    requireScopes(scopes, principal, catalogue);
  } catch (error) {
    if (error instanceof InsufficientScopeError) return neededText(error);
    if (error instanceof AppError) return error.message;
    throw error;
  }
  const missing = scopes.filter((scope) => !principal.scopes.includes(scope));
  return missing.length === 0 ? undefined : notSelectedText(name, missing);
}
