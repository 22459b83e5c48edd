import type { Call } from './call.ts';

export const EMBEDDING_CALLS: readonly Call[] = [
  { tool: 'list_embedded_buckets', what: 'least', args: {}, requests: ['GET /ai/embeddings/buckets'] },
  { tool: 'create_embeddings', what: 'least', args: { bucket_name: 'docs' }, requests: ['POST /ai/embeddings'] },
  {
    tool: 'create_embeddings',
    what: 'full',
    args: {
      bucket_name: 'docs.2026-01',
      document_chunk_size: 2048,
      document_chunk_overlap_size: 0,
      embedding_model: 'intfloat/multilingual-e5-large',
      loader: 'intercom',
    },
    requests: ['POST /ai/embeddings'],
  },
  {
    tool: 'create_embeddings',
    what: 'a web site',
    args: { bucket_name: 'docs', url: 'https://example.com/help?a=1&b=%C3%BC#x' },
    requests: ['POST /ai/embeddings/url'],
  },
];
