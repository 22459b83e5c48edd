export { AREAS, type Area } from './areas.ts';
export { argumentsOf, WHOLE_BODY, type Argument } from './arguments.ts';
export { CLASSES, higher, oneUp, type OperationClass } from './classes.ts';
export { loadOperations, type Operations } from './load.ts';
export type { Operation, OperationIndex, Schema } from './operation.ts';
