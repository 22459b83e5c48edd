import { refuse } from '../errors.ts';
import { listReply } from '../list.ts';
import type { Call, Routes } from '../operation.ts';
import { TEXML } from '../state/application.ts';
import { iso } from '../state/row.ts';

function listVerified(call: Call) {
  const { verifiedNumbers } = call.account.standing;
  const rows = verifiedNumbers.map((phone_number) => ({ phone_number, record_type: 'verified_number', verified_at: iso(call.now) }));
  return listReply(call, rows, 'phone_number');
}

/** TeXML applications in the form of their own operation: `GET /connections` has them as connections. */
function listTexml(call: Call) {
  const rows = call.account.sipConnections
    .filter(({ row }) => row['record_type'] === TEXML)
    .map(({ name, row }) => ({
      record_type: TEXML,
      id: row.id,
      friendly_name: name,
      active: row['active'],
      anchorsite_override: row['anchorsite_override'],
      voice_url: 'https://example.com/telnyx/texml',
      voice_method: 'post',
      status_callback: '',
      status_callback_method: 'post',
      tags: row['tags'],
      inbound: {},
      outbound: row['outbound_voice_profile_id'] === undefined ? {} : { outbound_voice_profile_id: row['outbound_voice_profile_id'] },
      created_at: row['created_at'],
      updated_at: row['updated_at'],
    }));
  return listReply(call, rows, 'created_at');
}

/** As in the document's example: `2025-04-28 12:00:38.631252+00:00`. */
const written = (time: string) => time.replace('T', ' ').replace('Z', '000+00:00');

/** The last four digits are hidden. */
const redacted = (number: string) => number.replace(/\d{4}$/, '****');

/** By time, which is no filter here but a parameter of its own. */
function listOptOuts(call: Call) {
  const limit = (operator: 'gte' | 'lte', usual: number) => {
    const name = `created_at[${operator}]`;
    const time = call.query.get(name);
    if (time !== undefined && Number.isNaN(Date.parse(time))) throw refuse(422, '10015', name, 'The value must be an ISO 8601 time.');
    return time === undefined ? usual : Date.parse(time);
  };
  const [first, last] = [limit('gte', -Infinity), limit('lte', Infinity)];
  const hides = call.query.get('redaction_enabled') === 'true';
  const rows = Array.from(call.account.optOuts.values())
    .filter(({ created_at: at }) => Date.parse(at) >= first && Date.parse(at) <= last)
    .map((row) => ({ ...row, to: hides ? redacted(row.to) : row.to, created_at: written(row.created_at) }));
  return listReply(call, rows, '-created_at');
}

/** What belongs to an account beside numbers, and what it may not do: who opted out. */
export const ownedRoutes: Routes = {
  'GET /verified_numbers': listVerified,
  'GET /short_codes': (call) => listReply(call, call.account.shortCodes.values(), '-created_at'),
  'GET /texml_applications': listTexml,
  'GET /messaging_optouts': listOptOuts,
};
