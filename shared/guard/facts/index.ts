export type { Facts, NumberType, Price, Reason, Recipient, Refusal } from './facts.ts';
