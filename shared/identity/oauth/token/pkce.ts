import { hash } from 'node:crypto';
import { sameText } from '../../tokens/index.ts';

/** RFC 7636 section 4.1: 43 to 128 unreserved characters. */
const VERIFIER = /^[\w.~-]{43,128}$/;

/** In: a code_verifier as it came, or none; the code_challenge. Out: whether they belong together by S256 (RFC 7636 section 4.6). */
export function provesChallenge(verifier: string | undefined, challenge: string): boolean {
  return verifier !== undefined && VERIFIER.test(verifier) && sameText(hash('sha256', verifier, 'base64url'), challenge);
}
