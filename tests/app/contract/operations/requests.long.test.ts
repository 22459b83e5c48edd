import { describe, expect, test } from '@jest/globals';
import type { Operation } from '../../../../shared/telnyx/operations/index.ts';
import { readWholeOpenApi } from '../support/openapi.ts';
import { OPERATIONS } from './support/operations.ts';
import { testRequests } from './support/request-tests.ts';

/** Files are not sent: see `request.test.ts`. */
const isCallable = ({ id, class: kind, bodyType }: Operation) =>
  kind !== 'never' && (bodyType !== 'upload' || id === 'audio_public_audio_transcriptions_post');

const CALLABLE = OPERATIONS.all.filter(isCallable);
const document = readWholeOpenApi();

test('nearly every operation can be called', () => {
  expect(CALLABLE.length).toBeGreaterThan(1_100);
});

(document ? describe : describe.skip)("against Telnyx's own document", () => {
  if (document) testRequests(document, CALLABLE);
  else test('is not here', () => undefined);
});
