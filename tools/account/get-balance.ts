import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';

const Balance = z.object({
  balance: field.text(),
  credit_limit: field.text(),
  available_credit: field.text().describe('balance + credit_limit'),
  pending: field.text(),
  currency: field.text(),
});

export const getBalance = defineTool({
  name: 'get_balance',
  title: 'Get the account balance',
  risk: 'read',
  description: 'Read the balance and credit of the account.',
  input: z.object({}),
  output: Balance,
  run: (_input, { telnyx }) => telnyx.get(path`/balance`, { answer: field.data(Balance, 'balance') }),
});
