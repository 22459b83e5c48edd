import { join } from 'node:path';
import all from '../../jest.config.mjs';

/** `npm test`: all tests but those that are long by nature, `*.long.test.ts`. */
export default {
  ...all,
  rootDir: join(import.meta.dirname, '..', '..'),
  testMatch: ['<rootDir>/tests/**/!(*.long).test.ts'],
};
