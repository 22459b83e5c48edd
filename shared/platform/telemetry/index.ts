export { createTelemetry } from './create-telemetry.ts';
export { NO_TELEMETRY, type Telemetry } from './telemetry.ts';
