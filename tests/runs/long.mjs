import { join } from 'node:path';
import all from '../../jest.config.mjs';

/** `npm run test:long`: what `npm test` leaves out. */
export default {
  ...all,
  rootDir: join(import.meta.dirname, '..', '..'),
  testMatch: ['<rootDir>/tests/**/*.long.test.ts'],
};
