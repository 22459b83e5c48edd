import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import all from '../../jest.config.mjs';

/** `npm test`: all tests but those that are long by nature, `*.long.test.ts`. */
export default {
  ...all,
  rootDir: join(import.meta.dirname, '..', '..'),
  // Half of the time these tests wait, for another process or a limit: three of them keep two cores busy.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  testMatch: ['<rootDir>/tests/**/!(*.long).test.ts'],
};
