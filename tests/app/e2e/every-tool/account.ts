import { expect } from '@jest/globals';
import type { Step } from './step.ts';

export const account: readonly Step[] = [
  { tool: 'get_balance', args: {}, shows: { currency: 'USD' } },
  {
    tool: 'search_detail_records',
    args: { record_type: 'messaging', direction: 'outbound' },
    shows: { data: [{ cld: '+13125550142', status: 'delivered' }] },
  },
  {
    tool: 'search_detail_records',
    what: 'of the calls',
    args: { record_type: 'call-control' },
    shows: { data: expect.arrayContaining([expect.objectContaining({ cld: '+13125550142', status: 'completed' })]) },
  },
];
