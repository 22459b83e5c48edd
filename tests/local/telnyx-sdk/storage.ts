import { expect } from '@jest/globals';
import Telnyx from 'telnyx';
import { holds, ISO_TIME, UUID, type Judge, type Proofs } from './judge.ts';

/** A bucket with one file: the SDK itself does not speak S3. */
async function bucket({ s3 }: Judge, name: string) {
  for (const path of [name, `${name}/faq.txt`]) {
    const { status } = await s3('us-central-1', path, { method: 'PUT', ...(path !== name && { body: 'Open Mon-Fri' }) });
    if (status !== 200) throw new Error(`S3 answered ${status} to PUT ${path}.`);
  }
  return name;
}

export const storage: Proofs = {
  'POST /storage/buckets/{bucketName}/{objectName}/presigned_url': async (judge) => {
    const bucketName = await bucket(judge, 'sdk-presigned');
    const { content } = await judge.telnyx.storage.buckets.createPresignedURL('faq.txt', { bucketName, body: { ttl: 60 } });
    holds(content, { token: expect.stringMatching(/./), expires_at: ISO_TIME });
    const file = await fetch(content?.presigned_url ?? '');
    expect([file.status, await file.text()]).toEqual([200, 'Open Mon-Fri']);
  },
  'POST /ai/embeddings': async (judge) => {
    const bucket_name = await bucket(judge, 'sdk-embedded');
    const { data } = await judge.telnyx.ai.embeddings.create({ bucket_name, embedding_model: 'thenlper/gte-large' });
    holds(data, { task_id: UUID, status: 'queued', created_at: ISO_TIME });
    await judge.advance(600_000);
    expect((await judge.telnyx.ai.embeddings.buckets.list()).data.buckets).toContain(bucket_name);
    const refused = await judge.telnyx.ai.embeddings.create({ bucket_name: 'sdk-unknown' }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Telnyx.UnprocessableEntityError);
    expect(refused).toMatchObject({ error: { detail: [{ loc: ['body', 'bucket_name'] }] } });
  },
  'POST /ai/embeddings/url': async (judge) => {
    const bucket_name = await bucket(judge, 'sdk-site');
    const { data } = await judge.telnyx.ai.embeddings.url({ bucket_name, url: 'https://help.example.com/' });
    holds(data, { task_id: UUID, status: 'queued' });
  },
};
