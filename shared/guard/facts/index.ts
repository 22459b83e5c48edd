export type { Facts, NumberType, Price, Reason, Recipient, Refusal } from './facts.ts';
export { NOTHING } from './refusals.ts';
export { factsOf, SEND_AT, sendTimeOf, type FactsContext } from './facts-of.ts';
