export { AREAS, type Area } from './areas.ts';
export { argumentsOf, WHOLE_BODY, type Argument } from './arguments.ts';
export { CLASSES, higher, oneUp, type OperationClass } from './classes.ts';
export { classify, type Classified, type RaisingField } from './classify.ts';
export { raises } from './field-rules.ts';
export { loadOperations, type Operations } from './load.ts';
export type { Operation, OperationIndex, Schema } from './operation.ts';
export { isSecretMember, withoutSecretMembers } from './secrets.ts';
