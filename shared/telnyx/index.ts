export { createAccount, type AccountOptions } from './account/index.ts';
export { adviceFor, adviceForCode, type Advice } from './advice/index.ts';
export { complaintsOf } from './complaints.ts';
export {
  isRefusal,
  saysOptedOut,
  UpstreamClientError,
  UpstreamKeyError,
  UpstreamRateLimitError,
  UpstreamUnavailableError,
  type Rejection,
  type UpstreamProblem,
} from './errors.ts';
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
export {
  answerOf,
  AREAS,
  classify,
  describeArguments,
  describeField,
  fileRefusal,
  identify,
  inputOf,
  isSecretMember,
  loadOperations,
  notesOf,
  placedArguments,
  raises,
  reachedBy,
  reachOf as reachOfOperation,
  requestOf,
  searchOperations,
  secretsIn,
  templatesReached,
  wordsIn,
  type Classified,
  type Operation,
  type OperationClass,
  type OperationRequest,
  type Operations,
  type ReachedBy,
} from './operations/index.ts';
export { createStorage, type StorageClient } from './storage/client.ts';
export { STORAGE_REGIONS } from './storage/regions.ts';
