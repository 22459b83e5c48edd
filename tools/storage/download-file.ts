import { z } from 'zod';
import { defineTool, field, InputError, unless, UpstreamClientError } from '../../shared/mcp/tool/index.ts';
import { asText, inlineContent } from './support/file-content.ts';
import { BucketName, FileKey, INLINE_BYTES } from './support/names.ts';
import { presignedUrl } from './support/presigned-url.ts';

/** Seconds that a presigned URL is good for: as many as unverified accounts are held to. */
const URL_TTL = 300;

export const downloadFile = defineTool({
  name: 'download_file',
  title: 'Download a file',
  risk: 'read',
  raises: { risk: 'write', by: { mode: unless('auto', 'text', 'base64') } },
  description:
    'Read a file; egress costs money. Of a file over max_bytes come the first bytes. Text loses invisible characters; base64 is exact. ' +
    'presigned_url (US buckets) can be written to as well: needs telnyx.write.',
  input: z.object({
    bucket_name: BucketName,
    key: FileKey,
    mode: z.enum(['auto', 'text', 'base64', 'presigned_url']).default('auto'),
    max_bytes: z.int().min(1).max(INLINE_BYTES).default(INLINE_BYTES).describe('At most 1 MiB'),
  }),
  output: z.object({
    bucket: field.text(),
    key: field.text(),
    content_type: field.text(),
    size: field.count(),
    etag: field.text(),
    text: field.text(),
    base64: field.text(),
    first_bytes: field.count().describe('Only so many bytes of its beginning are here'),
    url: field.text().describe('GET it; whoever has it needs no login'),
    expires_at: field.text(),
  }),
  untrusted: true,
  uncapped: true,
  links: ['url', 'text'],
  timeoutMs: 60_000,
  run: async ({ bucket_name, key, mode, max_bytes }, context) => {
    const { storage, principal } = context;
    // Telnyx's URLs serve PUT as well as GET: whoever may only read must not get one.
    if (mode === 'presigned_url' && !principal.scopes.includes('telnyx.write')) {
      throw new InputError(
        'A presigned URL can be written to as well, so it needs the scope telnyx.write. Take mode auto, text or base64.',
      );
    }
    const facts = await storage.head(bucket_name, key);
    if (!facts) throw new UpstreamClientError(404, [{ code: 'NoSuchKey', title: `Bucket ${bucket_name} has no file with this key` }]);
    const file = { bucket: bucket_name, key, ...facts };
    const isCut = facts.size === undefined || facts.size > max_bytes;
    if (mode === 'presigned_url') {
      return { ...file, ...(await presignedUrl(context, { bucket_name, key, ttl: URL_TTL })) };
    }
    const bytes = facts.size === 0 ? Buffer.alloc(0) : await storage.get(bucket_name, key, max_bytes);
    return { ...file, ...contentFor(mode, bytes, facts.content_type, isCut), ...(isCut && { first_bytes: bytes.length }) };
  },
});

function contentFor(mode: 'auto' | 'text' | 'base64', bytes: Buffer, contentType: string | undefined, isCut: boolean) {
  if (mode === 'auto') return inlineContent(bytes, contentType, isCut);
  if (mode === 'base64') return { base64: bytes.toString('base64') };
  const text = asText(bytes, isCut);
  if (text === undefined) throw new InputError('This file is not UTF-8 text: use mode base64.');
  return { text };
}
