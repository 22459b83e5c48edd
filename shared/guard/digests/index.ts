export { createDigests, type CallDigests, type DigestMaker } from './digests.ts';
