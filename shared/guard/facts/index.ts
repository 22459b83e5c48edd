export type { Facts, NumberType, Price, Reason, Recipient, Refusal } from './facts.ts';
export { NOTHING } from './refusals.ts';
export { factsOf, type FactsContext } from './facts-of.ts';
