/**
 * What an operation can do, in rising order: `paid_read` costs and changes nothing · `overwrite` changes live settings or a call · `outbound`
 * reaches, joins, records or streams a person · `delete` ends or removes · `purchase` costs a fee · `credential` makes, shows or stores a secret,
 * or lets somebody in · `never` is not for a client of this server.
 */
export const CLASSES = ['read', 'paid_read', 'write', 'overwrite', 'outbound', 'delete', 'purchase', 'credential', 'never'] as const;
export type OperationClass = (typeof CLASSES)[number];

/** @returns the higher of two classes */
export const higher = (one: OperationClass, other: OperationClass): OperationClass =>
  CLASSES.indexOf(one) >= CLASSES.indexOf(other) ? one : other;

/** @returns the class above */
export const oneUp = (one: OperationClass): OperationClass => CLASSES[CLASSES.indexOf(one) + 1] ?? 'never';
