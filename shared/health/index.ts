export { warnOfGuardsOff } from './guards-off.ts';
export { createReadiness, type Readiness } from './readiness.ts';
