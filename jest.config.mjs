/**
 * Every test. Two halves of them have a configuration of their own: tests/runs/everyday.mjs (`npm test`) and tests/runs/long.mjs
 * (`npm run test:long`).
 */
export default {
  reporters: [
    'default',
    '<rootDir>/tests/app/requirements/gate-reporter.mjs',
    '<rootDir>/tests/support/judges-reporter.mjs',
    '<rootDir>/tests/support/count-reporter.mjs',
  ],
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  transform: {
    '\\.md$': '<rootDir>/tests/support/markdown-transform.mjs',
    '\\.(ts|m?js)$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: ['node_modules/(?!(canonicalize|jose|cookie|oauth4webapi)/)'],
  // The Functions core module exists only inside the worker: tests get a module that registers nothing.
  moduleNameMapper: { '^@azure/functions-core$': '<rootDir>/tests/support/functions-core.ts' },
  testTimeout: 60_000,
  // One worker for each core. Jest's own default leaves one core to the parent process, which is idle here.
  maxWorkers: '100%',
};
