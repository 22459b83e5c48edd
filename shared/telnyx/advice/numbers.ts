import type { Row } from './row.ts';

const ORDER = /^POST \/number_orders\b/;

/** Telnyx's codes for number orders begin with 85; few of them are documented. */
const ORDER_CODES = Array.from({ length: 1_000 }, (_, index) => String(85_000 + index));

const TAKE_ANOTHER = 'Search again with list_available_phone_numbers and take another number.';

/**
 * Errors with telephone numbers and their orders.
 *
 * @see https://developers.telnyx.com/docs/numbers/phone-numbers/number-orders
 */
export const NUMBERS: readonly Row[] = [
  {
    codes: ['85007'],
    means: 'This number is not available any more.',
    next: TAKE_ANOTHER,
    again: 'after_change',
  },
  {
    says: /requirement/i,
    operation: ORDER,
    means: 'Numbers of this country need documents.',
    next: 'They are handed in as a requirement group in the Telnyx portal; give its requirement_group_id.',
    again: 'after_change',
  },
  {
    says: /not available|unavailable|already (reserved|ordered|taken)|not .{0,20}(returned|found) .{0,20}search|first search|don't recogni[sz]e|reserv/i,
    status: [400, 404, 409, 422],
    operation: ORDER,
    means: 'This number cannot be ordered: it is taken, or no recent search returned it.',
    next: TAKE_ANOTHER,
    again: 'after_change',
  },
  {
    codes: ORDER_CODES,
    operation: ORDER,
    means: 'The order of numbers was not accepted.',
    next: 'list_available_phone_numbers shows what can be ordered now.',
    again: 'after_change',
  },
  {
    status: [400, 403, 422],
    operation: /^GET \/number_lookup\//,
    says: /canad|not (be )?(enabled|supported|available)/i,
    means: 'Telnyx does not look up this number for the account: Canadian ones only where that is enabled.',
    next: "Telnyx's support enables it.",
    again: 'after_change',
  },
  {
    codes: ['10001'],
    says: /inactive|phone number/i,
    means: 'The number is not active.',
    next: "list_phone_numbers shows the status of the account's numbers; lookup_number checks any other.",
    again: 'after_change',
  },
  {
    codes: ['10002'],
    means: 'A number is not valid.',
    next: 'Compare it with what the person said, and check it with lookup_number.',
    again: 'after_change',
  },
  {
    codes: ['10016'],
    says: /phone|number|e\.?164|'to'|'from'/i,
    means: 'Numbers are +E.164, such as +13125550100.',
    again: 'after_change',
  },
  { codes: ['10016'], wordless: true, status: [400, 422], means: 'Numbers are +E.164, such as +13125550100.', again: 'after_change' },
  {
    codes: ['10039'],
    says: /pre-?verified|destination/i,
    means: 'At its present level, the account may only reach numbers that it has verified.',
    next: 'The account holder verifies this number or raises the account level in the Telnyx portal.',
    again: 'after_change',
  },
];
