import type { Risk } from '../../guard/index.ts';
import type { OperationClass } from '../../telnyx/index.ts';

/** The tool that carries out the operations of a class. Of the class `never`, none does. */
export const CALLERS: Readonly<Record<Exclude<OperationClass, 'never'>, string>> = {
  read: 'read_operation',
  paid_read: 'read_operation',
  write: 'change_operation',
  overwrite: 'change_operation',
  outbound: 'send_operation',
  delete: 'delete_operation',
  purchase: 'buy_operation',
  credential: 'credential_operation',
};

/** @returns the tool that carries out the operations of a class; undefined for the class `never` */
export const callerOf = (kind: OperationClass): string | undefined => (kind === 'never' ? undefined : CALLERS[kind]);

/** The risk of a call of an operation. A read that costs is counted as a lookup. */
export const RISK_OF_CLASS: Readonly<Record<Exclude<OperationClass, 'never'>, Risk>> = {
  read: 'read',
  paid_read: 'read',
  write: 'write',
  overwrite: 'destructive',
  outbound: 'outbound',
  delete: 'destructive',
  purchase: 'purchase',
  credential: 'credential',
};
