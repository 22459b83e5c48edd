import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { defineTool, field, InputError, unless, UpstreamClientError } from '../../shared/mcp/tool/index.ts';
import { BucketName, FileKey, INLINE_BYTES } from './support/bucket-and-key.ts';
import { LONGEST_TTL, presignedUrl } from './support/presigned-url.ts';

/** Lifetime of a link in seconds. */
const USUAL_TTL = 3_600;

/** Media types of text, and those that may be anything. */
const MAY_BE_TEXT =
  /^(text\/|application\/(json|xml|yaml|x-yaml|toml|sql|csv|javascript|x-ndjson|x-www-form-urlencoded|octet-stream)\b|[\w.-]+\/[\w.-]+\+(json|xml|yaml)\b|image\/svg|binary\/octet-stream\b)/i;

export const downloadFile = defineTool({
  name: 'download_file',
  title: 'Download a file',
  risk: 'read',
  raises: { risk: 'write', by: { mode: unless('auto', 'text', 'base64') } },
  description:
    'Read a file, or make a link to share (mode presigned_url, US buckets); egress costs money. Returns the first max_bytes (1 MiB) of it. ' +
    'Text loses invisible characters; base64 is exact. Whoever has a link can also overwrite the file: it needs telnyx.write.',
  input: z.object({
    bucket_name: BucketName,
    key: FileKey,
    mode: z.enum(['auto', 'text', 'base64', 'presigned_url']).default('auto'),
    max_bytes: z.int().min(1).max(INLINE_BYTES).optional(),
    ttl_seconds: z.int().min(1).max(LONGEST_TTL).optional().describe(`Of the link; default ${USUAL_TTL}`),
  }),
  rare: ['max_bytes'],
  exact: ['key'],
  output: z.object({
    bucket_name: field.text(),
    key: field.text(),
    content_type: field.text(),
    size: field.count(),
    etag: field.text(),
    text: field.text(),
    base64: field.text(),
    first_bytes: field.count().describe('Only so many bytes of its beginning are here'),
    url: field.text(),
    expires_at: field.text(),
    warning: field.text(),
  }),
  // Whoever had a link may have written the file.
  strangersWrote: ({ text = '', base64 = '' }) => text !== '' || base64 !== '',
  uncapped: true,
  links: ['url', 'text'],
  timeoutMs: 60_000,
  ifTooLarge: 'The storage sends the whole file, whatever max_bytes says: take mode presigned_url, which gives a link to it.',
  run: async ({ bucket_name, key, mode, max_bytes, ttl_seconds }, context) => {
    const { storage, principal } = context;
    // Telnyx's URLs allow PUT as well as GET, so they need more than read access.
    if (mode === 'presigned_url' && !principal.scopes.includes('telnyx.write')) {
      throw new InputError(
        'A presigned URL can be written to as well, so it needs the scope telnyx.write. Take mode auto, text or base64.',
      );
    }
    if (mode === 'presigned_url' && max_bytes !== undefined) throw new InputError('A link gives the whole file: leave max_bytes out.');
    if (mode !== 'presigned_url' && ttl_seconds !== undefined) {
      throw new InputError('ttl_seconds is the lifetime of a link: give mode presigned_url, or leave it out.');
    }
    const facts = await storage.head(bucket_name, key);
    if (!facts) throw new UpstreamClientError(404, [{ code: 'NoSuchKey', title: `Bucket ${bucket_name} has no file with this key` }]);
    const file = { bucket_name, key, ...facts };
    const most = max_bytes ?? INLINE_BYTES;
    const isCut = facts.size === undefined || facts.size > most;
    if (mode === 'presigned_url') {
      return { ...file, ...(await presignedUrl(context, { bucket_name, key, ttl: ttl_seconds ?? USUAL_TTL })) };
    }
    const bytes = facts.size === 0 ? Buffer.alloc(0) : await storage.get(bucket_name, key, most);
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

/**
 * @param isCut the bytes may end in the middle of a character
 * @returns undefined if the bytes are not UTF-8 text
 */
function asText(bytes: Buffer, isCut: boolean): string | undefined {
  const endings = isCut ? [0, 1, 2, 3] : [0];
  const whole = endings.map((cut) => bytes.subarray(0, Math.max(0, bytes.length - cut))).find((part) => isUtf8(part));
  return whole === undefined || whole.includes(0) ? undefined : whole.toString();
}

/** Text if media type and bytes allow, else base64. */
function inlineContent(bytes: Buffer, contentType: string | undefined, isCut: boolean): { text: string } | { base64: string } {
  const text = MAY_BE_TEXT.test(contentType ?? 'text/plain') ? asText(bytes, isCut) : undefined;
  return text === undefined ? { base64: bytes.toString('base64') } : { text };
}
