export {
  BodyBrokenError,
  BodyNotFormError,
  BodyNotTextError,
  BodyTooLargeError,
  BodyTooSlowError,
  holdsReservedName,
  readBody,
  readForm,
  readSmallBody,
} from './body.ts';
export { braked, createBrake, type Brake } from './brake.ts';
export { createRateLimit, type RateLimit } from './rate-limit.ts';
export { createCookies, type Cookies } from './cookies.ts';
export { CAPPED_ANSWERS, cappedFetch } from './capped-answers.ts';
export { withCors } from './cors.ts';
export { createOriginPolicy, preflight, type OriginPolicy } from './origin.ts';
export { json, jsonError, seeOther } from './respond.ts';
