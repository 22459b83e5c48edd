import { availableParallelism } from 'node:os';
import everyday from './everyday.mjs';

/** `npm run test:unit`: what needs neither a build nor another process. */
export default {
  ...everyday,
  // Most of the time these tests wait for limits of our own.
  maxWorkers: availableParallelism() * 3,
  testMatch: ['<rootDir>/tests/unit/**/!(*.long).test.ts'],
};
