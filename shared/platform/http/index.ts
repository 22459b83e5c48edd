export {
  BodyNotTextError,
  BodyTooLargeError,
  BodyTooSlowError,
  holdsReservedName,
  readBody,
  readBytes,
  readForm,
  readSmallBody,
} from './body.ts';
export { createErrorAnswers, jsonErrors, retryAfterHeader, type ErrorRenderer } from './error-answers.ts';
export { createAddressLimit } from './rate-limit-by-address.ts';
export { createRateLimit, type RateLimit } from './rate-limit.ts';
export { createCookies, type Cookies } from './cookies.ts';
export { CAPPED_ANSWERS, cappedFetch } from './capped-answers.ts';
export { createOriginPolicy, type OriginPolicy } from './origin.ts';
export { pipeline, type Handler, type PipelineServices, type RouteRules } from './pipeline.ts';
export { secured } from './security-headers.ts';
export { acceptsHtml, json, jsonError, seeOther } from './respond.ts';
