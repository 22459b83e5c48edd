import { argumentsOf } from '../arguments.ts';
import { linkOf } from '../files.ts';
import type { Operations } from '../load.ts';
import type { Operation } from '../operation.ts';

/** Arguments that name a page of an answer. */
const PAGING = /^(?:page(?:_size|_number|_cursor)?|per_page|recordsPerPage|cursor|limit|Page|PageSize|PageToken)$/;

/** @returns what a caller must know of an operation beside its arguments, in sentences */
export function notesOf(operation: Operation, operations: Operations): readonly string[] {
  const { method, beta, deprecated, bodyType, answers } = operation;
  const paging = method === 'GET' ? pagingOf(operation, operations) : [];
  return [
    ...(beta ? ['Beta: it may change.'] : []),
    ...(deprecated ? ['Deprecated: it may go.'] : []),
    ...(bodyType === 'upload' ? [ofFiles(linkOf(operation, operations))] : []),
    ...(answers ? [`It answers with ${answers.join(' or ')}, not JSON.`] : []),
    ...(paging.length > 0 ? [`It answers in pages: ${paging.join(', ')}.`] : []),
  ];
}

const ofFiles = (link: string | undefined): string =>
  link === undefined
    ? 'It takes an uploaded file, which this server does not send.'
    : `This server sends no file: give ${link}, and Telnyx fetches it.`;

function pagingOf(operation: Operation, operations: Operations): readonly string[] {
  return argumentsOf(operation, operations).flatMap(({ name, schema }) => {
    if (!PAGING.test(name)) return [];
    const inside = Object.keys(operations.resolve(schema).properties ?? {});
    return inside.length > 0 ? inside.map((member) => `${name}.${member}`) : [name];
  });
}
