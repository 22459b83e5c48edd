export { callerOf, CALLERS, RISK_OF_CLASS } from './callers.ts';
export type { CarriedOut } from './carried-out.ts';
export { AnyArguments, PublicUrl, SentText, visibleMembers } from './argument-types.ts';
export { hasAnyValue, parseArguments, underPresentNames } from './arguments.ts';
export { CallDestination, DTMF } from './call-destination.ts';
export { defineTool, type AcceptedArguments, type Tool, type ToolDefinition } from './define-tool.ts';
export { didNothing, explain, howToCheck } from './error-text.ts';
export { InboxUnavailableError, InputError, PartialError } from './errors.ts';
export { isComplete, lacking, lackingAs, lackingFrom } from './incomplete.ts';
export * as field from './fields.ts';
export { MessageRecipient, MessageSender, OwnEnd, PartOfNumber, PhoneNumber } from './phone-number.ts';
export { attempted, insteadOfNothing } from './found-nothing.ts';
export { DisclosedRecord, isEmpty, ListOf, OpenRecord, pageOf, pageQuery, paging, withoutFraction, withRecords } from './records.ts';
export { resultOf, type ToolResult } from './result.ts';
export { always, never, RISKS, someItem, unless, unlessMembers, type Annotations, type Reach } from './risk.ts';
export { asFollowUp, ignoringError, inBatches, watch, withProgress, type Preview, type ToolContext } from './run.ts';
export type { ObjectSchema } from './shown-schema.ts';
export { holdsSentence } from './sentences.ts';
export { isServiceNumber, NO_SERVICE_NUMBER } from './service-number.ts';
export {
  costlyRange,
  countryName,
  cutText,
  firstInvisible,
  isRecord,
  isUsaOrCanada,
  loadNumberPlan,
  oneLine,
  smsParts,
  type PlannedNumber,
  withoutValues,
} from '../../platform/index.ts';
export type { Risk } from '../../guard/index.ts';
export { outcomeWords, stateWords, threadItems } from '../../inbox/index.ts';
export type {
  Arrived,
  CallItem,
  CallStory,
  Conversation,
  Cost,
  Inbox,
  InboxEvent,
  Media,
  TextItem,
  ThreadItem,
  Waited,
  WaitQuery,
} from '../../inbox/index.ts';
export { adviceForCode, isRefusal, saysOptedOut, path, STORAGE_REGIONS, type TelnyxPath, UpstreamClientError } from '../../telnyx/index.ts';
export {
  answerOf,
  classify,
  complaintsOf,
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
  reachOfOperation,
  requestOf,
  searchOperations,
  secretsIn,
  templatesReached,
  wordsIn,
  type Classified,
  type Operation,
  type OperationClass,
  type OperationRequest,
  type ReachedBy,
} from '../../telnyx/index.ts';
