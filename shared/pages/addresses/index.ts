export { mcpAddressPage } from './mcp.ts';
export { unknownAddress } from './unknown.ts';
export { wrongMethod } from './wrong-method.ts';
