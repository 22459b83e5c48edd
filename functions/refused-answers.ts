/** Answers to requests that the library could not hand over. */
import { jsonError, secured } from '../shared/platform/index.ts';
import { withApplication } from './application.ts';
import { toInit } from './to-init.ts';

const https = withApplication(
  (application) => application.pipeline.https,
  () => false,
);
const answer = (response: Response) => toInit(secured(response, https));

export const unreadable = () => answer(jsonError(400, 'invalid_request', 'The request has headers that cannot be read.'));
export const tooLate = () =>
  answer(jsonError(503, 'temporarily_unavailable', 'The request came too late. Send it again.', { 'retry-after': '1' }));
