export { createCatalogue, type Catalogue } from './catalogue.ts';
export { createMcpEndpoint } from './endpoint.ts';
export { serverInfo } from './server-info.ts';
export { rpcErrors } from './rpc-errors.ts';
