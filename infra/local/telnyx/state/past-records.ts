import { iso } from './row.ts';

/** A detail record, of whatever type. */
export interface OtherRecord {
  readonly record_type: string;
  readonly created_at: string;
  readonly [name: string]: unknown;
}

const HOUR_MS = 3600_000;

/**
 * What an account did in the hours before the simulator started, by type: so that there is more to search than what tests do. The document has
 * schemas for the last two alone, whose costs stand under other names; the fields of the others are those of calls.
 *
 * @param idOf an id that is always the same for the same word
 */
export function pastRecords(idOf: (what: string) => string, now: number): ReadonlyMap<string, readonly OtherRecord[]> {
  const at = (hours: number) => iso(now - hours * HOUR_MS);
  const from = (type: string, hours: number) => ({ record_type: type, id: idOf(type), created_at: at(hours), currency: 'USD' });
  const call = { direction: 'outbound', status: 'completed', cli: '+13125550100', cld: '+13125550142', country_code: 'US' };
  return new Map<string, OtherRecord[]>([
    [
      'sip-trunking',
      [
        {
          ...from('sip-trunking', 3),
          ...call,
          call_sec: 170,
          billed_sec: 180,
          rate: '0.0050',
          rate_measured_in: 'minutes',
          cost: '0.0150',
        },
      ],
    ],
    [
      'ai-voice-assistant',
      [
        {
          ...from('ai-voice-assistant', 2),
          ...call,
          call_sec: 95,
          billed_sec: 120,
          rate: '0.0600',
          rate_measured_in: 'minutes',
          cost: '0.1200',
        },
      ],
    ],
    [
      'verify',
      [
        {
          ...from('verification_detail_record', 2),
          updated_at: at(2),
          destination_phone_number: '+13125550142',
          verify_channel_type: 'sms',
          verification_status: 'accepted',
          delivery_status: 'delivered',
          verify_usage_fee: '0.0300',
          rate: '0.0300',
          rate_measured_in: 'number of occurrences',
        },
      ],
    ],
    [
      'wireless',
      [
        {
          ...from('sim_card_usage', 1),
          closed_at: at(1),
          phone_number: '+13125550143',
          data_unit: 'MB',
          data_rate: '0.0600',
          data_cost: 0.0293,
          uplink_data: 0.4,
          downlink_data: 0.088,
        },
      ],
    ],
  ]);
}
