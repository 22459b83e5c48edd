import { expect } from '@jest/globals';
import type { Step } from './step.ts';

const bucket_name = 'journey-docs';
const file = { bucket_name, key: 'faq/opening hours.txt' };

export const storage: readonly Step[] = [
  { tool: 'create_bucket', args: { bucket_name, region: 'us-east-1' }, shows: { bucket: bucket_name, region: 'us-east-1', created: true } },
  { tool: 'list_buckets', args: { bucket_name }, shows: { buckets: [{ name: bucket_name, region: 'us-east-1' }] } },
  { tool: 'upload_file', args: { ...file, content: 'Open Mon-Fri 9-17', content_type: 'text/plain' }, shows: { key: file.key, size: 17 } },
  { tool: 'list_files', args: { bucket_name, prefix: 'faq/' }, shows: { files: [{ key: file.key, size: 17 }], truncated: false } },
  { tool: 'download_file', args: file, shows: { text: 'Open Mon-Fri 9-17' } },
  {
    tool: 'upload_file',
    what: 'by a presigned URL',
    args: { bucket_name, key: 'large.txt', presigned: true },
    shows: { url: expect.stringMatching(/^http/), expires_at: expect.stringMatching(/^\d{4}-/) },
  },
  {
    tool: 'download_file',
    what: 'that came by that URL',
    args: async ({ from }) => {
      await fetch(from('upload_file', 'url'), { method: 'PUT', body: 'Large' });
      return { bucket_name, key: 'large.txt', mode: 'text' };
    },
    shows: { text: 'Large' },
  },
  { tool: 'create_embeddings', args: { bucket_name }, shows: { status: 'queued' } },
  {
    tool: 'list_embedded_buckets',
    args: async ({ knob }) => {
      await knob('/clock', { advance_ms: 600_000 });
      return {};
    },
    shows: { buckets: [bucket_name] },
  },
  { tool: 'delete_file', args: file, shows: { key: file.key, deleted: true } },
];
