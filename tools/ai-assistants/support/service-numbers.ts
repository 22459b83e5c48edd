import { isServiceNumber, NO_SERVICE_NUMBER } from '../../../shared/mcp/tool/index.ts';

/**
 * Members that name whom an assistant calls, texts or refers to (its tools transfer, invite, refer, send_message), or to whom it hands a call
 * that ends in an error.
 */
const NUMBER_NAME = /^(to|from|phone_numbers?|targets?|number|sip_address|(fallback_)?destinations?)$/i;

/** `{{name}}`, which Telnyx fills in when a conversation begins. */
const TEMPLATE = /\{\{\{?([^{}]{1,200})\}?\}\}/g;

/** The parties of the conversation, filled in by Telnyx: they are connected already. */
const PARTY_OF_CONVERSATION = /^telnyx_(?:end_user|agent)_target$/;
const SOME_PARTY = '+10000000000';

export const NO_OPEN_NUMBER = `${NO_SERVICE_NUMBER} A template in place of a number needs a dynamic variable with a number in the same call.`;

export type Variables = Readonly<Record<string, unknown>>;

type Judge = (value: string | number, taker: Taker) => boolean;
type Taker = Parameters<typeof isServiceNumber>[1];

/**
 * Whether a member whose name says telephone number holds an emergency or service number, in lists too. Ignores templates.
 * @param settings any JSON
 */
export function namesService(settings: unknown): boolean {
  return someNumber(settings, '', (value, taker) => !isTemplate(value) && isServiceNumber(value, taker));
}

/**
 * Whether a template in place of a telephone number becomes an emergency or service number.
 * @param settings any JSON
 * @param variables what fills the templates
 * @param unfilled the result for a template that they do not fill
 */
export function becomesService(settings: unknown, variables: Variables, unfilled: boolean): boolean {
  return someNumber(settings, '', (value, taker) => {
    if (!isTemplate(value)) return false;
    const filled = value.replaceAll(TEMPLATE, (template, variable: string) => valueOf(variable.trim(), variables) ?? template);
    // A variable may hold a whole list as JSON.
    const inside = Array.from(filled.matchAll(/"([^"]{0,200})"/g), ([, text = '']) => text);
    return isTemplate(filled) ? unfilled : [filled, ...inside].some((number) => isServiceNumber(number, taker));
  });
}

/**
 * @param settings any JSON
 * @param variables what fills templates
 * @returns the templates in place of telephone numbers that are not filled, as they are written
 */
export function openNumbers(settings: unknown, variables: Variables): ReadonlySet<string> {
  const open = new Set<string>();
  someNumber(settings, '', (value, taker) => {
    if (isTemplate(value) && becomesService({ [taker === 'network' ? 'from' : 'to']: value }, variables, true)) open.add(value);
    return false;
  });
  return open;
}

const isTemplate = (value: string | number): value is string => typeof value === 'string' && value.includes('{{');

function someNumber(value: unknown, name: string, judge: Judge): boolean {
  if (typeof value === 'number' || typeof value === 'string') return NUMBER_NAME.test(name) && judge(value, takerOf(name));
  if (Array.isArray(value)) return value.some((item) => someNumber(item, name, judge));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, member]) => someNumber(member, key, judge));
}

function valueOf(variable: string, variables: Variables): string | undefined {
  const value = Object.hasOwn(variables, variable) ? variables[variable] : undefined;
  if (typeof value === 'string') return value;
  if (value !== undefined && value !== null) return JSON.stringify(value);
  return PARTY_OF_CONVERSATION.test(variable) ? SOME_PARTY : undefined;
}

/** Senders may be short codes. A call may be dialled by a private exchange. */
const takerOf = (name: string): Taker => (/^from$/i.test(name) ? 'network' : 'exchange');
