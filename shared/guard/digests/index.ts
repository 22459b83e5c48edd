export { createDigests, type CallDigests } from './digests.ts';
