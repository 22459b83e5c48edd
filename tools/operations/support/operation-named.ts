import {
  searchOperations,
  identify,
  InputError,
  loadOperations,
  type Operation,
  type ToolContext,
} from '../../../shared/mcp/tool/index.ts';

const TELL_PERSON = 'Tell the person.';

export const notForClients = (id: string): InputError =>
  new InputError(`${id} is not for clients of this server: nothing here calls it.`, TELL_PERSON);

/**
 * @param given as the client named the operation
 * @throws InputError that names the nearest operations, where there is none, there are two, or it is out of reach
 */
export async function operationNamed(given: string, { reachable }: Pick<ToolContext, 'reachable'>): Promise<Operation> {
  const isReachable = await reachable();
  const [found, ...others] = identify(given, await loadOperations());
  if (found && others.length > 0) {
    const ids = [found, ...others].map(({ id, summary }) => `"${id}" (${summary})`);
    throw new InputError(`Several operations have this name. Call again with one of: ${ids.join(', ')}.`);
  }
  if (found?.class === 'never') throw notForClients(found.id);
  if (found && !isReachable(found))
    throw new InputError(`${found.id} is out of reach: the operator of this server or this token does not allow it.`, TELL_PERSON);
  if (found) return found;
  const { operations } = await searchOperations(given, { reachable: isReachable, most: 3 });
  const nearest = operations.map(({ id, summary }) => `"${id}" (${summary})`);
  throw new InputError(
    `Telnyx has no operation of this name. ${nearest.length > 0 ? `Nearest: ${nearest.join(', ')}. ` : ''}Ask find_operations.`,
  );
}
