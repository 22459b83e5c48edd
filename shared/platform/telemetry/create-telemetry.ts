import type { Logger } from '../log/index.ts';
import type { Settings } from '../settings/index.ts';
import { createBufferedSink } from './buffered-sink.ts';
import { NO_TELEMETRY, recordSpans, type Telemetry } from './telemetry.ts';

/**
 * In: the settings; our name and version; the log. Out: telemetry that goes to Application Insights, or nowhere where no connection string is
 * set. What fails on the way there is told once in the log and hurts no request; spans of the first second are lost if the process ends
 * within it.
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
