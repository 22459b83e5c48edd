import type { Collection } from '../collection.ts';
import { listReply, passes } from '../collection.ts';
import { refuse } from '../errors.ts';
import type { Call, Route } from '../operation.ts';
import { data, found } from '../operation.ts';
import type { Filter } from '../query.ts';
import type { Connection } from '../state/connection.ts';
import { connectionOf, wireConnection } from '../state/connection.ts';

/** Where calls may be anchored. */
export const SITES = [
  'Latency',
  'Chicago, IL',
  'Ashburn, VA',
  'San Jose, CA',
  'London, UK',
  'Chennai, IN',
  'Amsterdam, Netherlands',
  'Toronto, Canada',
  'Sydney, Australia',
] as const;

/** The filter, or a 400 where it looks for fewer than three characters. */
export function atLeastThree(filter: Filter): Filter {
  if (filter.operator === 'contains' && filter.value.length < 3)
    throw refuse(400, '10015', filter.key, 'The contains filter requires at least three characters.');
  return filter;
}

const CONNECTIONS: Collection<Connection> = {
  filters: {
    connection_name: (connection, filter) => passes(connection.name, atLeastThree(filter)),
    outbound_voice_profile_id: (connection, filter) => passes(connection.outboundVoiceProfileId, filter),
    fqdn: (connection, filter) => passes(connection.fqdn, filter),
  },
  sorts: {
    created_at: (connection) => connection.createdAt,
    connection_name: (connection) => connection.name,
    active: (connection) => String(connection.active),
  },
  usualSort: 'created_at',
  maxPageSize: 250,
};

/** SIP connections and call control applications alike. */
const connectionsOf = ({ account }: Call) => [...Array.from(account.applications.values(), connectionOf), ...account.sipConnections];

export const connectionRoutes: readonly Route[] = [
  { method: 'GET', path: '/connections', handle: (call) => listReply(call, connectionsOf(call), CONNECTIONS, wireConnection) },
  {
    method: 'GET',
    path: '/connections/{id}',
    handle: (call) => data(wireConnection(found(connectionsOf(call).find(({ id }) => id === call.param('id'))))),
  },
];
