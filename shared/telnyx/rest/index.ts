export { createTelnyx, type Query, type TelnyxCall, type TelnyxClient } from './client.ts';
export { problemsOf } from './error-body.ts';
export { exchange, loadHttp } from './exchange.ts';
export type { Http } from './http.ts';
export { path, PathSegmentError, type TelnyxPath } from './path.ts';
export type { RetryRule } from './retry.ts';
export { withKey, type ApiKey } from './with-key.ts';
