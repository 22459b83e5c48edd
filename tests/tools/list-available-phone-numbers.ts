import { listAvailablePhoneNumbers } from '../../tools/phone-numbers/list-available-phone-numbers.ts';
import { numbersForSale } from './support/account.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(listAvailablePhoneNumbers, {
  requests: ['GET /available_phone_numbers'],
  calls: {
    least: { args: {} },
    'words as people write them': { args: { country_code: 'us', phone_number_type: 'Toll-free', features: ['SMS'] } },
    full: {
      args: {
        country_code: 'US',
        national_destination_code: '312',
        locality: 'São Paulo & more',
        administrative_area: 'IL',
        rate_center: 'CHICAGO',
        phone_number_type: 'local',
        features: ['sms', 'mms', 'voice'],
        starts_with: '555',
        ends_with: '0',
        contains: '01',
        best_effort: true,
        quickship: false,
        reservable: true,
        exclude_held_numbers: true,
        limit: 100,
      },
    },
  },
  refused: { 'two countries': { country_code: 'US,CA' }, 'a feature that is none': { features: ['sms,voice'] } },
  needs: ['telnyx.read'],
  steps: [{ args: { country_code: 'US', features: ['sms'], limit: 2 } }],
  proofs: {
    'GET /available_phone_numbers': async (sdk) => {
      const { data, meta } = await sdk.client.availablePhoneNumbers.list({
        filter: { country_code: 'US', national_destination_code: '415', limit: 2 },
      });
      sdk.holds(meta, { total_results: 2 });
      sdk.holds(data?.[0], { record_type: 'available_phone_number', phone_number: /^\+1415555/, reservable: true });
      sdk.holds(data?.[0]?.cost_information, { currency: 'USD', monthly_cost: /^\d+\.\d+$/ });
      sdk.expect(await numbersForSale(sdk)).toHaveLength(3);
    },
  },
});
