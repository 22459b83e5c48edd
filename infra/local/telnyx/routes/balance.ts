import type { Route } from '../operation.ts';
import { data } from '../operation.ts';
import { decimal } from '../state/money.ts';

export const balanceRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/balance',
    handle: ({ account: { balance, creditLimit } }) =>
      data({
        record_type: 'balance',
        balance: decimal(balance),
        credit_limit: decimal(creditLimit),
        available_credit: decimal(balance + creditLimit),
        pending: '0.00',
        currency: 'USD',
      }),
  },
];
