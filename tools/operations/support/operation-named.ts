import {
  searchOperations,
  identify,
  InputError,
  loadOperations,
  type Operation,
  type ToolContext,
} from '../../../shared/mcp/tool/index.ts';

const MOST_NEAREST = 3;
export const TELL_PERSON = 'Tell the person.';

export const notForClients = (id: string): InputError =>
  new InputError(`${id} is not for clients of this server: nothing here calls it.`, TELL_PERSON);

/**
 * @param given as the client named the operation
 * @throws InputError that names the nearest operations, if no operation has this name, several do, or it is out of reach
 */
export async function operationNamed(given: string, { reachable }: Pick<ToolContext, 'reachable'>): Promise<Operation> {
  const isReachable = await reachable();
  const operations = await loadOperations();
  const [found, ...others] = identify(given, operations);
  const isTool = operations.all.some(({ tool }) => tool === given);
  if (isTool && (!found || others.length > 0)) throw new InputError(`${given} is a tool, not an operation.`, `Call ${given} itself.`);
  if (found && others.length > 0) {
    const ids = [found, ...others].map(({ id, summary }) => `"${id}" (${summary})`);
    throw new InputError(`Several operations have this name. Call again with one of: ${ids.join(', ')}.`);
  }
  if (found?.class === 'never') throw notForClients(found.id);
  if (found && !isReachable(found))
    throw new InputError(`${found.id} is out of reach: the operator of this server or this token does not allow it.`, TELL_PERSON);
  if (found) return found;
  // What follows a path is no part of the name.
  const [named = given] = given.split('?');
  const likely = identify(named, operations).filter((each) => each.class !== 'never' && isReachable(each));
  const searched = await searchOperations(named, { reachable: isReachable, most: MOST_NEAREST });
  const nearest = [...new Set([...likely, ...searched.operations])].slice(0, MOST_NEAREST).map(({ id, summary }) => `"${id}" (${summary})`);
  throw new InputError(
    `Telnyx has no operation of this name. ${nearest.length > 0 ? `Nearest: ${nearest.join(', ')}. ` : ''}Ask find_operations.`,
  );
}
