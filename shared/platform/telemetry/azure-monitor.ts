import { AzureMonitorTraceExporter } from '@azure/monitor-opentelemetry-exporter';
import type { Settings } from '../settings/index.ts';
import { createSpanSender } from './span-sender.ts';
import type { SpanSink } from './telemetry.ts';

type Configured = NonNullable<Settings['telemetry']>;

/**
 * Sends spans to Application Insights, with the managed identity if it does not accept keys. Loaded after the first answer, because this
 * module brings the OpenTelemetry SDK (644 kB of the bundle).
 */
export async function createAzureMonitorSink(
  { connectionString, useIdentity, standIn }: Configured,
  identityClientId: string | undefined,
  service: { readonly name: string; readonly version: string },
  failed: (error: unknown) => void,
): Promise<SpanSink> {
  // Only this stops the exporter from measuring itself and sending a metric of our resource with every batch.
  Object.assign(process.env, {
    APPLICATION_INSIGHTS_NO_STATSBEAT: 'true',
    APPLICATIONINSIGHTS_OPENTELEMETRY_RESOURCE_METRIC_DISABLED: 'true',
  });
  const exporter = new AzureMonitorTraceExporter({
    connectionString,
    // Nobody would clean up the files.
    disableOfflineStorage: true,
    // The exporter turns http into https, and sends tokens over https only.
    ...(standIn !== undefined
      ? { endpoint: `${standIn}/v2.1`, allowInsecureConnection: true }
      : useIdentity && { credential: await credential(identityClientId) }),
  });
  return createSpanSender(exporter, service, failed);
}

async function credential(clientId: string | undefined) {
  const { ManagedIdentityCredential } = await import('@azure/identity');
  return new ManagedIdentityCredential(clientId === undefined ? {} : { clientId });
}
