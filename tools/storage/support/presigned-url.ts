import { z } from 'zod';
import { field, InputError, path, type ToolContext } from '../../../shared/mcp/tool/index.ts';

const Presigned = z.object({ content: z.object({ presigned_url: z.url(), expires_at: field.text() }) });

/** Seconds: Telnyx's limit. Of an unverified account it is 300. */
export const LONGEST_TTL = 604_800;

const PRESIGNED_REGIONS = /^us-/;

/**
 * Asks Telnyx for a presigned URL of a file, which need not exist yet.
 * @param ttl lifetime in seconds
 * @throws InputError if the bucket is outside the US
 */
export async function presignedUrl(
  { telnyx, storage }: Pick<ToolContext, 'telnyx' | 'storage'>,
  { bucket_name, key, ttl }: { bucket_name: string; key: string; ttl: number },
): Promise<{ url: string; expires_at: string | undefined; warning: string }> {
  const region = await storage.regionOf(bucket_name);
  if (!PRESIGNED_REGIONS.test(region)) {
    throw new InputError(`Telnyx makes presigned URLs in US regions only, and this bucket is in ${region}.`);
  }
  const { content } = await telnyx.post(path`/storage/buckets/${bucket_name}/${key}/presigned_url`, { body: { ttl }, answer: Presigned });
  const { presigned_url: url, expires_at } = content;
  const lifetime = expires_at === undefined ? `for ${ttl} seconds` : `until ${expires_at}`;
  return { url, expires_at, warning: `Good ${lifetime}; anyone who has it can read AND overwrite this file, without a login.` };
}
