export { BodyBrokenError, BodyNotTextError, BodyTooLargeError, readBody, readForm } from './body.ts';
export { createCookies, type Cookies } from './cookies.ts';
export { createOriginPolicy, preflight, type OriginPolicy } from './origin.ts';
export { json, jsonError, seeOther } from './respond.ts';
