import { bodyOf } from '../bodies.ts';
import { refuse } from '../errors.ts';
import type { Filter } from '../list.ts';
import { listReply, passes } from '../list.ts';
import type { Call, Routes } from '../operation.ts';
import { data, found, getRow } from '../operation.ts';
import { checkReference } from '../state/references.ts';
import { changeApplication, connectionOf, createApplication } from '../state/application.ts';

/** A filter of a name, which has to be of three characters at least. */
const byName = (name: string) => (row: object, filter: Filter) => {
  if (filter.operator === 'contains' && filter.value.length < 3)
    throw refuse(400, '10015', filter.key, 'The contains filter requires at least three characters.');
  return passes(row, name, filter);
};

/** Names are unique in an account. */
function checkName({ account }: Call, name: string, id?: string): void {
  for (const application of account.applications.values())
    if (application.id !== id && application.application_name === name)
      throw refuse(422, '10015', '/application_name', 'The application_name has already been taken.');
}

const PROFILE = '/outbound/outbound_voice_profile_id';

function create(call: Call) {
  const { account, world, now } = call;
  const settings = bodyOf(call, 'POST /call_control_applications');
  checkReference(account.voiceProfiles, settings.outbound?.outbound_voice_profile_id, PROFILE);
  checkName(call, settings.application_name);
  return { status: 201, body: { data: createApplication(account, settings, world.nextNumericId(), now) } };
}

function update(call: Call) {
  const application = found(call.account.applications.get(call.param('id')));
  const settings = bodyOf(call, 'PATCH /call_control_applications/{id}');
  checkReference(call.account.voiceProfiles, settings.outbound?.outbound_voice_profile_id, PROFILE);
  checkName(call, settings.application_name, application.id);
  return data(changeApplication(application, settings, call.now));
}

/** SIP connections and call control applications alike. */
const connectionsOf = ({ account }: Call) => [...Array.from(account.applications.values(), connectionOf), ...account.sipConnections];

function listConnections(call: Call) {
  const connections = connectionsOf(call);
  const fqdns = new Map(connections.map(({ row, fqdn }) => [row.id, fqdn]));
  return listReply(
    call,
    connections.map(({ row }) => row),
    'created_at',
    { connection_name: byName('connection_name'), fqdn: ({ id }, filter) => passes({ fqdn: fqdns.get(id) }, 'fqdn', filter) },
  );
}

export const applicationRoutes: Routes = {
  'GET /call_control_applications': (call) =>
    listReply(call, call.account.applications.values(), 'created_at', {
      application_name: byName('application_name'),
      connection_name: 'application_name',
    }),
  'POST /call_control_applications': create,
  'GET /call_control_applications/{id}': getRow(({ applications }) => applications),
  'PATCH /call_control_applications/{id}': update,
  'GET /connections': listConnections,
  'GET /connections/{id}': (call) => data(found(connectionsOf(call).find(({ row }) => row.id === call.param('id'))).row),
};
