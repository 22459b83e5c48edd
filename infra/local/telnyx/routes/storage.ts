import { randomBytes } from 'node:crypto';
import { bodyOf } from '../bodies.ts';
import { refuse } from '../errors.ts';
import type { Call, Reply, Routes } from '../operation.ts';
import { found } from '../operation.ts';
import { S3_PREFIX } from '../s3/request.ts';
import { PRESIGNED_TOKEN } from '../s3/serve.ts';
import { iso } from '../state/row.ts';

const PRESIGN = 'POST /storage/buckets/{bucketName}/{objectName}/presigned_url';

/** A URL that lets anyone read or write one object until it ends. Buckets in the USA only, as Telnyx has it. */
function presign(call: Call): Reply {
  const bucket = found(call.account.buckets.get(call.param('bucketName')));
  const key = call.param('objectName');
  const { ttl = 3600 } = bodyOf(call, PRESIGN);
  if (!bucket.region.startsWith('us-')) throw refuse(422, '10015', '/', 'Presigned URLs are available in US regions only.');
  const token = randomBytes(24).toString('base64url');
  const expiresAt = call.now + ttl * 1000;
  bucket.presigned.set(token, { key, expiresAt });
  const place = `${S3_PREFIX}${bucket.region}/${bucket.name}/${key.split('/').map(encodeURIComponent).join('/')}`;
  const presigned_url = `${call.origin}${place}?${PRESIGNED_TOKEN}=${token}`;
  return { status: 200, body: { content: { token, presigned_url, expires_at: iso(expiresAt) } } };
}

export const storageRoutes: Routes = { [PRESIGN]: presign };
