export { hintFor } from './error-hints.ts';
export { UpstreamClientError, UpstreamKeyError, UpstreamRateLimitError, UpstreamUnavailableError, type UpstreamProblem } from './errors.ts';
export {
  createTelnyx,
  path,
  PathSegmentError,
  type Query,
  type RetryRule,
  type TelnyxCall,
  type TelnyxClient,
  type TelnyxPath,
} from './rest/index.ts';
export { createStorage, type StorageClient } from './storage/client.ts';
export { STORAGE_REGIONS } from './storage/regions.ts';
