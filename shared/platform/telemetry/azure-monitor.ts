import { AzureMonitorTraceExporter } from '@azure/monitor-opentelemetry-exporter';
import type { Settings } from '../settings/index.ts';
import { createSpanSender } from './span-sender.ts';
import type { SpanSink } from './telemetry.ts';

type Configured = NonNullable<Settings['telemetry']>;

/**
 * Sends spans to Application Insights: by the managed identity where it takes no keys. Loaded after the first answer, for this module brings
 * the OpenTelemetry SDK along (644 kB of the bundle).
 */
export async function createAzureMonitorSink(
  { connectionString, useIdentity, standIn }: Configured,
  identityClientId: string | undefined,
  service: { readonly name: string; readonly version: string },
  failed: (error: unknown) => void,
): Promise<SpanSink> {
  // The exporter would measure itself for its makers, and send a metric of our resource with every batch. It is told otherwise only so.
  Object.assign(process.env, {
    APPLICATION_INSIGHTS_NO_STATSBEAT: 'true',
    APPLICATIONINSIGHTS_OPENTELEMETRY_RESOURCE_METRIC_DISABLED: 'true',
  });
  const exporter = new AzureMonitorTraceExporter({
    connectionString,
    // A span is not worth a file that nobody cleans up.
    disableOfflineStorage: true,
    // It turns every http into https, and a token goes over https only.
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
