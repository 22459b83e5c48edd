import { describe } from '@jest/globals';
import { judge } from './sdk/judge.ts';
import { v1 } from './sdk/libraries.ts';

describe('@modelcontextprotocol/sdk', () => {
  judge(v1);
});
