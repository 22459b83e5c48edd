import type { Call } from './call.ts';

const ID = '1293384261075731499';
const LIST = { tool: 'list_connections', requests: ['GET /connections'], answers: [{ data: [] }] };

/** Calls of the tools for connections. */
export const CONNECTION_CALLS: readonly Call[] = [
  { ...LIST, what: 'least', args: {} },
  {
    ...LIST,
    what: 'full',
    args: { name_contains: 'a&b=c', outbound_voice_profile_id: ID, fqdn: 'pbx.example.com', sort: 'active', page: 2, page_size: 250 },
  },
  { ...LIST, what: 'newest first', args: { sort: '-created_at' }, deviates: ['/query/sort'] },
  { tool: 'get_connection', requests: ['GET /connections/{id}'], what: 'least', args: { id: ID } },
  {
    tool: 'get_connection',
    requests: ['GET /call_control_applications/{id}'],
    what: 'full',
    args: { id: ID, connection_type: 'call_control_application' },
  },
];
