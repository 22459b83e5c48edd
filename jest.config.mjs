/** The Functions core module exists only inside the worker: unit tests get a seam that registers nothing. */
export default {
  reporters: ['default', '<rootDir>/tests/app/requirements/gate-reporter.mjs', '<rootDir>/tests/support/count-reporter.mjs'],
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  transform: {
    '\\.(ts|m?js)$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: ['node_modules/(?!(jose|cookie|oauth4webapi)/)'],
  moduleNameMapper: { '^@azure/functions-core$': '<rootDir>/tests/support/functions-core.ts' },
  testTimeout: 60_000,
  maxWorkers: 2,
};
