export { warnOfGuardsOff } from './guards-off.ts';
export { createReadiness, type Findings, type Readiness } from './readiness.ts';
export { readinessPage, statusPage } from './status-page.ts';
