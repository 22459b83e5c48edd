import type { Call } from './call.ts';

export const INTEGRATION_SECRET_CALLS: readonly Call[] = [
  ...[
    { what: 'least', args: {} },
    { what: 'full', args: { type: 'basic', page: 2, page_size: 250 } },
  ].map((call) => ({ tool: 'list_integration_secrets', requests: ['GET /integration_secrets'], answers: [{ data: [] }], ...call })),
  ...[
    { what: 'least', args: { identifier: 'crm-token', type: 'bearer', token: 'not-a-secret' } },
    { what: 'full', args: { identifier: '../"x"', type: 'basic', username: 'o’hara', password: '{{p}}\\ "☕' } },
  ].map((call) => ({ tool: 'create_integration_secret', requests: ['POST /integration_secrets'], ...call })),
  ...[
    { what: 'least', args: { id: 'b1f8a9e0' } },
    { what: 'an odd id', args: { id: '../a/b?x=1' } },
  ].map((call) => ({
    tool: 'delete_integration_secret',
    requests: ['DELETE /integration_secrets/{id}'],
    answer: 'none' as const,
    ...call,
  })),
];
