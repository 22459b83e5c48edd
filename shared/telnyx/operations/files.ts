import type { Operations } from './load.ts';
import { isSaid } from './names.ts';
import type { Operation, Schema } from './operation.ts';

const isFile = ({ format }: Schema) => format === 'binary';
const isLink = (name: string) => /(?:^|_)url$/.test(name);

type Taking = Pick<Operation, 'id' | 'body' | 'bodyType'>;

const membersOf = ({ body }: Taking, { resolve }: Pick<Operations, 'resolve'>) => Object.entries((body && resolve(body).properties) ?? {});

/** @returns the argument with a URL that Telnyx fetches a file from, in an operation that takes a file; undefined: there is none */
export function linkOf(operation: Taking, operations: Pick<Operations, 'resolve'>): string | undefined {
  return membersOf(operation, operations).find(([name]) => isLink(name))?.[0];
}

/** Why a call is refused that can only be made with a file. */
interface FileRefusal {
  readonly why: string;
  /** Other arguments would do. */
  readonly hasOtherWay: boolean;
}

/**
 * A file can only be sent where Telnyx fetches it from a URL.
 *
 * @param args checked or not
 */
export function fileRefusal(
  operation: Taking,
  args: Readonly<Record<string, unknown>>,
  operations: Pick<Operations, 'resolve'>,
): FileRefusal | undefined {
  if (operation.bodyType !== 'upload') return undefined;
  const members = membersOf(operation, operations);
  const isGiven = members.some(([name]) => isLink(name) && isSaid(args[name]));
  const hasFile = members.some(([name, schema]) => isFile(schema) && isSaid(args[name]));
  if (isGiven && !hasFile) return undefined;
  const link = linkOf(operation, operations);
  const instead = link === undefined ? SEND_ELSEWHERE : `Give ${link}: Telnyx fetches the file from there.`;
  return { why: `${operation.id} takes a file, which this server does not send. ${instead}`, hasOtherWay: link !== undefined };
}

const SEND_ELSEWHERE = 'Upload it in the Telnyx portal (portal.telnyx.com), or look for an operation that takes a URL of it.';
