export { createConnectPage } from './handlers.ts';
