import { z } from 'zod';
import { defineTool, field, firstInvisible, lacking } from '../../shared/mcp/tool/index.ts';
import { BucketName } from './support/bucket-and-key.ts';

/** Largest page in characters of JSON. Clients cut or reject longer answers. */
const LARGEST_PAGE = 36_000;

type Page = { readonly files: readonly { readonly key: string }[]; readonly prefixes: readonly string[] };

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** How many entries fit into an answer, in the order of the storage: by the bytes of their names. */
function fitting({ files, prefixes }: Page): number {
  const entries = [...files.map((file) => ({ name: file.key, entry: file })), ...prefixes.map((name) => ({ name, entry: name }))];
  let used = 0;
  const first = entries
    .sort((a, b) => byBytes(a.name, b.name))
    .findIndex(({ entry }) => (used += JSON.stringify(entry).length + 1) > LARGEST_PAGE);
  return first < 0 ? entries.length : Math.max(1, first);
}

const WORDS_OF_SENTENCE = 5;

/**
 * Names come from whoever has the account's key, so an ordinary list holds no words of strangers. But an app may have stored a file under the name
 * that a stranger gave it, and a name as long as a sentence could be an instruction.
 */
const readsLikeSentence = (name: string) => name.split('/').some((part) => (part.match(/\p{L}{2,}/gu) ?? []).length >= WORDS_OF_SENTENCE);

export const listFiles = defineTool({
  name: 'list_files',
  title: 'List files',
  risk: 'read',
  description: 'List files of a bucket by key. Read one with download_file. Buckets: list_buckets.',
  input: z.object({
    bucket_name: BucketName,
    prefix: z.string().max(1024).optional(),
    delimiter: z.string().max(1024).optional().describe('"/" for folders'),
    limit: z.int().min(1).max(1000).default(100),
    cursor: z
      .string()
      .max(4096)
      .regex(/^[tm]:./s, 'Expected next_cursor of the answer before.')
      .optional()
      .describe('next_cursor'),
  }),
  output: z.object({
    bucket_name: field.text(),
    files: z.array(z.object({ key: field.text(), size: field.count(), last_modified: field.text(), etag: field.text() })),
    prefixes: field.texts(),
    truncated: field.flag(),
    next_cursor: field.text().describe('Absent on the last page'),
  }),
  exact: ['prefix', 'delimiter', 'cursor'],
  strangersWrote: ({ files, prefixes = [] }) => [...files.map(({ key = '' }) => key), ...prefixes].some(readsLikeSentence),
  run: async ({ bucket_name, prefix, delimiter, limit, cursor }, { storage }) => {
    const list = (most: number) => storage.listFiles(bucket_name, { prefix, delimiter, limit: most, cursor });
    const page = await list(limit);
    const room = fitting(page);
    // A shorter page is requested, not cut: only the storage can give the cursor behind it.
    const { files, prefixes, unreadable, ...rest } = room < page.files.length + page.prefixes.length ? await list(room) : page;
    const hidden = [...files.map(({ key }) => key), ...prefixes].filter((name) => firstInvisible(name) !== undefined).length;
    const incomplete = hidden === 0 ? undefined : `In ${hidden} of the names, characters that nobody can see are left out.`;
    return lacking({ bucket_name, files: [...files], prefixes: [...prefixes], ...rest, incomplete }, { leftOut: unreadable });
  },
});
