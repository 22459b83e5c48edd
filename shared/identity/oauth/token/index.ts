export { createTokenEndpoint } from './endpoint.ts';
export { createRevocation } from './revoke.ts';
