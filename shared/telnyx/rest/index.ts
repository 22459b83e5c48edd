export type { RequestBody } from './body.ts';
export { createTelnyx, type Query, type RawAnswer, type TelnyxCall, type TelnyxClient, type TelnyxRequest } from './client.ts';
export { problemsOf, readRejection } from './error-body.ts';
export { exchange, loadHttp } from './exchange.ts';
export type { Http } from './http.ts';
export { parseJson } from './json.ts';
export { path, PathSegmentError, pathOf, type TelnyxPath } from './path.ts';
export type { RetryRule } from './retry.ts';
export { withKey, type ApiKey } from './with-key.ts';
