import { jest } from '@jest/globals';

const unused = () => undefined;

// openapi-backend loads this ES module, which jest cannot require, and never calls it here: our operations come without `$ref`s.
jest.mock('@apidevtools/json-schema-ref-parser', () => ({
  dereference: unused,
  resolve: unused,
  parse: unused,
}));
