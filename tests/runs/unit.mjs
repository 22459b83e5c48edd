import everyday from './everyday.mjs';

/** `npm run test:unit`: what needs neither a build nor another process. */
export default {
  ...everyday,
  testMatch: ['<rootDir>/tests/unit/**/!(*.long).test.ts'],
};
