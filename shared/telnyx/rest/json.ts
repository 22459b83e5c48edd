/** Integers beyond 2^53 in JSON: Telnyx ids such as 1293384261075731499, if they ever come unquoted. */
const LONG_INTEGER = /[:[,]\s*-?\d{16,}/;

/**
 * JSON.parse without rounding: an integer that a double cannot hold becomes a string of its digits.
 *
 * @throws SyntaxError, as JSON.parse does.
 */
export function parseJson(text: string): unknown {
  return LONG_INTEGER.test(text) ? (JSON.parse(text, keepDigits) as unknown) : (JSON.parse(text) as unknown);
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const rounded = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return rounded && context?.source !== undefined && /^-?\d+$/.test(context.source) ? context.source : value;
}
