import { z } from 'zod';
import {
  callerOf,
  CALLERS,
  defineTool,
  describeArguments,
  describeField,
  field,
  InputError,
  loadOperations,
  notesOf,
  OpenRecord,
  raises,
  type OperationClass,
} from '../../shared/mcp/tool/index.ts';
import { CLASS_WORDS } from './support/class-words.ts';
import { operationNamed } from './support/operation-named.ts';

/** Names that are listed where one is unknown. */
const MOST_NAMES = 40;

export const describeOperation = defineTool({
  name: 'describe_operation',
  title: 'Describe an operation',
  risk: 'read',
  description: 'Tell what an operation of Telnyx takes, needs and does, and which tool calls it.',
  input: z.object({
    operation_id: z.string().min(1).max(300),
    field: z.string().min(1).max(300).optional().describe('Path of what reads {more: n}: tools.0.webhook'),
  }),
  output: z.object({
    operation_id: field.text(),
    does: field.text(),
    class: field.text(),
    call_with: field.text(),
    tool: field.text(),
    request: field.text(),
    needs: field.text(),
    notes: field.texts(),
    arguments: OpenRecord.optional(),
  }),
  ours: ['arguments'],
  run: async ({ operation_id: given, field: asked }, { reachable }) => {
    const operation = await operationNamed(given, { reachable });
    const operations = await loadOperations();
    const { id, summary, class: kind, tool, method, path, needs } = operation;
    const raisedBy = (name: string, depth: number) => raises(name, operation, depth);
    const shown =
      asked === undefined ? describeArguments(operation, operations, raisedBy) : describeField(operation, asked, operations, raisedBy);
    if ('unknown' in shown) {
      const known = shown.known.slice(0, MOST_NAMES).join(', ');
      throw new InputError(`${id} has no "${shown.unknown}" there. ${known === '' ? 'Nothing is inside.' : `There is: ${known}.`}`);
    }
    const notes = [...notesOf(operation, operations), ...raisedNotes(shown.raises, kind)];
    return {
      operation_id: id,
      does: summary,
      class: `${kind}: ${CLASS_WORDS[kind]}`,
      call_with: callerOf(kind),
      tool,
      request: `${method} ${path}`,
      needs,
      notes: notes.length > 0 ? notes : undefined,
      arguments: shown.arguments,
    };
  },
});

/** @returns a sentence for each class that some field raises a call to */
function raisedNotes(raises: Readonly<Record<string, string>>, kind: OperationClass): string[] {
  const names = Object.groupBy(Object.keys(raises), (name) => raises[name] ?? '');
  return Object.entries(names).map(([effect, fields = []]) => `${raisedWords(effect, kind)}: ${fields.join(', ')}.`);
}

function raisedWords(effect: string, kind: OperationClass): string {
  if (effect === 'statement') return "Stated in a person's name";
  const caller = Object.entries(CALLERS).find(([each]) => each === effect)?.[1];
  return caller === undefined || caller === callerOf(kind) ? `May raise the class to ${effect}` : `May need ${caller}`;
}
