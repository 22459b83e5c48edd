import { z } from 'zod';
import {
  answerOf,
  field,
  isRecord,
  isSecretMember,
  loadOperations,
  OpenRecord,
  requestOf,
  secretsIn,
  withoutValues,
  type CarriedOut,
  type ToolContext,
} from '../../../shared/mcp/tool/index.ts';

/** What Telnyx answered. */
export const Answered = z.object({
  answer: OpenRecord.optional().describe("Telnyx's data and meta, without secrets"),
  next: OpenRecord.optional().describe('For the rest, call again so'),
  links: field.texts(),
  note: field.text(),
});

/** What to do where nobody knows whether a call was carried out. */
export const LOOK_FIRST = 'Look with read_operation before you try again.';

export interface Showing {
  readonly skip?: number | undefined;
  readonly part?: string | undefined;
}

/** Sends what a call carries out, and makes what a model gets of the answer. */
export async function runOperation(
  carried: CarriedOut | undefined,
  { telnyx, attempt }: Pick<ToolContext, 'telnyx' | 'attempt'>,
  showing: Showing = {},
): Promise<z.input<typeof Answered>> {
  if (!carried) throw new Error('A tool of operations carries out nothing.');
  const { operation, input } = carried;
  const { keyed, ...request } = requestOf(operation, input, await loadOperations());
  const hide = secretsIn(operation, input);
  const raw = await telnyx.send(request, { hide, ...(keyed && { idempotencyKey: attempt }) });
  const { data, meta, next, links = [], note } = answerOf(operation, raw, { ...showing, args: input, drop: isSecretMember });
  const shown = <Value>(value: Value) => withoutValues(value, hide);
  return {
    answer: { ...(data !== undefined && { data: shown(data) }), ...(meta !== undefined && { meta: shown(meta) }) },
    ...(next && { next: { ...next, ...(next.arguments && { arguments: withMembers(input, next.arguments) }) } }),
    ...(links.length > 0 && { links: links.map((path) => `answer.${path}`) }),
    note: shown(note),
  };
}

/** The whole arguments of the next call: who takes these alone keeps the filter. */
const withMembers = (input: Members, added: Members): Members => ({
  ...input,
  ...Object.fromEntries(
    Object.entries(added).map(([name, value]) => {
      const given = input[name];
      return [name, isRecord(given) && isRecord(value) ? { ...given, ...value } : value];
    }),
  ),
});

type Members = Readonly<Record<string, unknown>>;

/** Members in which people or programs outside of the account write. */
const WORDS =
  /^(?:text|body|subject|content|caption|message|messages|transcript\w*|transcription\w*|words?|caller_id_name|from_display_name|claimant_name|comment|description|notes?|name|result|document_chunk)$|(?:_body|_notes|summary)$/i;

/** @returns whether strangers may have written something that is in an answer */
export const holdsWords = (answer: unknown): boolean =>
  isRecord(answer) && Object.entries(answer).some(([name, value]) => isBareText(value) || holdsIn(name, value));

/** A part of an answer, or one that is a text, has no name that tells what it is. */
const isBareText = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(isBareText) : typeof value === 'string' && /\s/.test(value.trim());

function holdsIn(name: string, value: unknown): boolean {
  if (typeof value === 'string') return value !== '' && WORDS.test(name);
  if (Array.isArray(value)) return value.some((item) => holdsIn(name, item));
  return isRecord(value) && Object.entries(value).some(([member, inner]) => holdsIn(member, inner));
}

/** Links of an answer are for the person, and work only whole. */
export const linksOf = ({ links = [] }: { readonly links?: readonly string[] | undefined }): readonly string[] => links;
