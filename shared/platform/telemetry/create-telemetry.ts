import type { Logger } from '../log/index.ts';
import type { Settings } from '../settings/index.ts';
import { createBufferedSink } from './buffered-sink.ts';
import { NO_TELEMETRY, recordSpans, type Telemetry } from './telemetry.ts';

/**
 * Telemetry for Application Insights, or none without a connection string. An error on the way is logged once and affects no request. Spans of
 * the first second are lost if the process ends within it.
 *
 * @param service Our name and version.
 */
export function createTelemetry(
  { telemetry, identityClientId }: Pick<Settings, 'telemetry' | 'identityClientId'>,
  service: { readonly name: string; readonly version: string },
  log: Pick<Logger, 'error'>,
): Telemetry {
  if (telemetry === undefined) return NO_TELEMETRY;
  const failed = (error: unknown) => log.error('telemetry_failed', error);
  const load = async () => (await import('./azure-monitor.ts')).createAzureMonitorSink(telemetry, identityClientId, service, failed);
  return recordSpans(createBufferedSink(load, failed));
}
