import type { Judgement, Violation } from './recorder.ts';

type Exception = (request: string, violation: Violation) => boolean;

/** Where Telnyx's answers, and so the simulator's, do not fit Telnyx's own document. */
export const EXCEPTIONS = {
  'a URL that is not set is an empty string, which no format of URLs allows': (_request, { at, message, value }) =>
    value === '' && /_url$/.test(at) && /must match format "ur[il]"$/.test(message),
  // Of a request no value is told.
  'the inbox of this machine has the host localhost, which no format of URLs allows': (request, { at, message, value }) =>
    (at.startsWith('request.body.') ? request.startsWith('PATCH ') : /^http:\/\/localhost:\d+\/webhooks\/telnyx/.test(String(value))) &&
    /_url$/.test(at) &&
    /must match format "ur[il]"$/.test(message),
  'the key of webhooks is told by a route that the document lacks': (request, { at }) => request === 'GET /public_key' && at === 'request',
  'a message fits the schemas of inbound and of outbound messages both, or neither: its direction decides': (request, { at }) =>
    request.startsWith('GET /messages/') && /^response\.body\.data(\.direction)?$/.test(at),
  'a message that waits for its time is scheduled, which the documentation has and the document lacks': (request, { at, value }) =>
    request.startsWith('POST /messages') && value === 'scheduled' && /^response\.body\.data\.to\.\d+\.status$/.test(at),
  'the code of a network is a number in an example of the documentation': (request, { at, value }) =>
    request.startsWith('GET /number_lookup/') && typeof value === 'number' && at === 'response.body.data.carrier.mobile_network_code',
  'detail records have no schema for calls, and those of messages overlap': (request, { at }) =>
    request.startsWith('GET /detail_records?') && /^response\.body\.data\.\d+(\.status)?$/.test(at),
} as const satisfies Readonly<Record<string, Exception>>;

const exceptionFor = (request: string, violation: Violation): string | undefined =>
  Object.entries<Exception>(EXCEPTIONS).find(([, applies]) => applies(request, violation))?.[0];

/** What Prism has against requests and answers, but for the exceptions. */
export const unexpected = (judgements: readonly Judgement[]): string[] =>
  judgements.flatMap(({ request, violations }) =>
    violations
      .filter((violation) => exceptionFor(request, violation) === undefined)
      .map(({ at, message }) => `${request}: ${at}: ${message}`),
  );

/** The exceptions that something needed. */
export const usedExceptions = (judgements: readonly Judgement[]): string[] =>
  judgements.flatMap(({ request, violations }) => violations.flatMap((violation) => exceptionFor(request, violation) ?? []));
