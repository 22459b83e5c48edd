export { createTelnyx, type Query, type TelnyxCall, type TelnyxClient } from './client.ts';
export { UpstreamClientError, UpstreamKeyError, UpstreamRateLimitError, UpstreamUnavailableError, type UpstreamProblem } from './errors.ts';
export { path, PathSegmentError, type TelnyxPath } from './path.ts';
export type { RetryRule } from './retry.ts';
export { createStorage, type StorageClient } from './storage/client.ts';
export { STORAGE_REGIONS } from './storage/region.ts';
