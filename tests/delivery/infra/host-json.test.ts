import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import Ajv from 'ajv';

/**
 * The members that we use, by the published reference (learn.microsoft.com/azure/azure-functions/functions-host-json) and the schema
 * of the SchemaStore (json.schemastore.org/host.json): a member of another name or form stops the host, or is passed over without a word.
 */
const TIME_SPAN = { type: 'string', pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d$' };
const closed = (properties: Readonly<Record<string, unknown>>, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const COUNT = { type: 'integer', minimum: -1 };
const LEVEL = { enum: ['Trace', 'Debug', 'Information', 'Warning', 'Error', 'Critical', 'None'] };
const TYPES = {
  type: 'string',
  pattern: '^(Dependency|Event|Exception|PageView|Request|Trace)(;(Dependency|Event|Exception|PageView|Request|Trace))*$',
};
const HOST = closed(
  {
    $schema: { const: 'https://json.schemastore.org/host.json' },
    version: { const: '2.0' },
    functionTimeout: TIME_SPAN,
    // Not in every copy of the schema yet: learn.microsoft.com/azure/azure-functions/opentelemetry-howto
    telemetryMode: { enum: ['ApplicationInsights', 'OpenTelemetry'] },
    logging: closed({
      fileLoggingMode: { enum: ['never', 'always', 'debugOnly'] },
      logLevel: { type: 'object', additionalProperties: LEVEL },
      applicationInsights: closed({
        enableLiveMetrics: { type: 'boolean' },
        httpAutoCollectionOptions: { type: 'object' },
        samplingSettings: closed({
          isEnabled: { type: 'boolean' },
          maxTelemetryItemsPerSecond: { type: 'number', exclusiveMinimum: 0 },
          excludedTypes: TYPES,
          includedTypes: TYPES,
        }),
      }),
    }),
    extensions: closed({
      http: closed(
        {
          routePrefix: { type: 'string' },
          maxConcurrentRequests: COUNT,
          maxOutstandingRequests: COUNT,
          dynamicThrottlesEnabled: { type: 'boolean' },
          customHeaders: { type: 'object', additionalProperties: { type: 'string' } },
        },
        ['routePrefix'],
      ),
    }),
  },
  ['version'],
);

const validate = new Ajv({ allErrors: true }).compile(HOST);
const host = JSON.parse(readFileSync('host.json', 'utf8'));

test('host.json is one that the Functions host takes', () => {
  expect({ valid: validate(host), errors: validate.errors }).toEqual({ valid: true, errors: null });
});

test.each([
  ['a timeout of another form', { ...host, functionTimeout: '2m' }],
  ['a member that there is not', { ...host, functionTimeouts: '00:02:00' }],
  ['another version', { ...host, version: '4.0' }],
  ['a prefix that is no text', { ...host, extensions: { http: { routePrefix: null } } }],
  [
    'a type of telemetry that there is not',
    { version: '2.0', logging: { applicationInsights: { samplingSettings: { excludedTypes: 'Requests' } } } },
  ],
])('%s is flagged', (_what, changed) => {
  expect(validate(changed)).toBe(false);
});

test('routes begin at the root, and no function outlives what the platform waits for an answer', () => {
  expect(host.extensions.http.routePrefix).toBe('');
  const [hours = 0, minutes = 0, seconds = 0] = String(host.functionTimeout).split(':').map(Number);
  expect(hours * 3600 + minutes * 60 + seconds).toBeLessThanOrEqual(230);
});

test('needs no extension bundle: HTTP and timers are built in', () => {
  expect(host).not.toHaveProperty('extensionBundle');
});

test('D54: the host samples its own records of requests, which anyone can cause, and never our lines', () => {
  const { isEnabled, excludedTypes } = host.logging.applicationInsights.samplingSettings;
  expect(isEnabled).toBe(true);
  // Our lines, the audit trail among them, are of the type Trace.
  expect(String(excludedTypes).split(';').sort()).toEqual(['Exception', 'Trace']);
});
