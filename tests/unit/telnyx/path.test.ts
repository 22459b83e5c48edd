import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fast-check.ts';
import { path, PathSegmentError } from '../../../shared/telnyx/index.ts';

/** Strings that are likely to leave a path segment. */
const Hostile = fc.stringMatching(/^([.%/\\?#:@a2eE5cF]|%2[eEfF]|\.\.){0,8}$/);

describe('request paths', () => {
  test('U1: any value is one segment that decodes to itself, or is refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), Hostile), (id) => {
        let made: string;
        try {
          made = path`/messages/${id}/end`;
        } catch (error) {
          expect(error).toBeInstanceOf(PathSegmentError);
          return;
        }
        // What axios makes of it: the WHATWG parser resolves dot segments, encoded ones too.
        const { pathname, search, hash, host } = new URL(`https://api.telnyx.com/v2${made}`);
        expect([host, search, hash]).toEqual(['api.telnyx.com', '', '']);
        expect(pathname.split('/').map(decodeURIComponent)).toEqual(['', 'v2', 'messages', id, 'end']);
      }),
      { numRuns: 2_000 },
    );
  });
});
