import { z } from 'zod';
import { defineTool, field, InputError } from '../../shared/mcp/tool/index.ts';
import { BucketName, FileKey, INLINE_BYTES } from './support/bucket-and-key.ts';
import { LONGEST_TTL, presignedUrl } from './support/presigned-url.ts';

/** Lifetime of a URL in seconds. */
const USUAL_TTL = 300;

/** Without groups, which would overflow the stack on a large file. */
const isBase64 = (text: string) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
const MEDIA_TYPE = /^[\w.+-]{1,127}\/[\w.+-]{1,127}(; ?[\w-]{1,64}=[\w."+-]{1,64})*$/;

export const uploadFile = defineTool({
  name: 'upload_file',
  title: 'Upload a file',
  risk: 'destructive',
  description:
    'Store a file in a bucket; storage costs money. Overwrites a file of the same key, unless if_absent. ' +
    'Give content, content_base64 (1 MiB decoded), or presigned: true for a URL to PUT a larger one to. To share it: download_file.',
  input: z.object({
    bucket_name: BucketName,
    key: FileKey,
    content: z.string().optional().describe('Text'),
    content_base64: z.string().refine(isBase64, 'Expected base64 with padding.').optional(),
    presigned: z.boolean().optional().describe('US buckets; for ttl_seconds (300)'),
    content_type: z.string().regex(MEDIA_TYPE, 'Expected a media type, such as text/plain.').optional(),
    ttl_seconds: z.int().min(1).max(LONGEST_TTL).optional(),
    if_absent: z.boolean().optional(),
  }),
  rare: ['ttl_seconds'],
  exact: ['content', 'content_base64'],
  output: z.object({
    bucket_name: field.text(),
    key: field.text(),
    region: field.text(),
    size: field.count(),
    etag: field.text(),
    url: field.text().describe('PUT the file to it'),
    expires_at: field.text(),
    warning: field.text(),
  }),
  links: ['url'],
  timeoutMs: 60_000,
  run: async ({ bucket_name, key, content, content_base64, presigned, content_type, ttl_seconds, if_absent }, context) => {
    const sources = [content, content_base64, presigned || undefined].filter((source) => source !== undefined);
    if (sources.length !== 1) throw new InputError('Give exactly one of content, content_base64 and presigned.');
    if (presigned && content_type !== undefined) throw new InputError('With presigned, whoever uploads names the content type.');
    if (presigned && if_absent) throw new InputError('A URL cannot keep if_absent: whoever has it can overwrite the file. Leave it out.');
    if (!presigned && ttl_seconds !== undefined) {
      throw new InputError('ttl_seconds is the lifetime of a presigned URL: leave it out. A link to share the file: download_file.');
    }
    const bytes = content_base64 === undefined ? Buffer.from(content ?? '') : Buffer.from(content_base64, 'base64');
    if (bytes.length > INLINE_BYTES) throw new InputError(`The file has ${bytes.length} bytes, more than 1 MiB: use presigned.`);
    const { storage } = context;
    if (if_absent && (await storage.head(bucket_name, key))) {
      throw new InputError('There is a file with this key already. Choose another key, or leave if_absent out to overwrite it.');
    }
    const file = { bucket_name, key };
    if (presigned) return { ...file, ...(await presignedUrl(context, { bucket_name, key, ttl: ttl_seconds ?? USUAL_TTL })) };
    const type = content_type ?? (content === undefined ? 'application/octet-stream' : 'text/plain; charset=utf-8');
    return { ...file, size: bytes.length, ...(await storage.put(bucket_name, key, bytes, type)) };
  },
});
