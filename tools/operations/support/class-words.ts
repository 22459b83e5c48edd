import type { OperationClass } from '../../../shared/mcp/tool/index.ts';

/** What the operations of a class do, in plain words. */
export const CLASS_WORDS: Readonly<Record<OperationClass, string>> = {
  read: 'changes nothing',
  paid_read: 'changes nothing, but costs money or asks others',
  write: 'adds or changes something that is not live',
  overwrite: 'changes live settings or a live call',
  outbound: 'reaches, joins, records or streams people',
  delete: 'ends or removes something',
  purchase: 'costs a fee, once or every month',
  credential: 'makes, shows or stores a secret, or lets somebody in',
  never: 'is not for clients of this server',
};
