import { afterAll, beforeAll, describe, jest } from '@jest/globals';
import { judge } from './sdk/judge.ts';
import { v2 } from './sdk/libraries.ts';

// The library warns when it throws refused tokens away, which is what a test wants of it.
beforeAll(() => {
  jest.spyOn(console, 'warn').mockReturnValue(undefined);
});
afterAll(() => {
  jest.restoreAllMocks();
});

describe.each(['auto', 'legacy'] as const)('@modelcontextprotocol/client, %s', (mode) => {
  judge(v2(mode));
});
