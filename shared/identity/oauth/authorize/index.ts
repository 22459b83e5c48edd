export { createAuthorize } from './endpoint.ts';
