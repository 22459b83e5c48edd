import { route } from './route.ts';

// The host answers 404 for a method that is not registered: GET and DELETE are, so that they get their 405.
const methods = ['POST', 'GET', 'DELETE', 'OPTIONS'] as const;

route({ name: 'mcp-stream', route: 'mcp/stream', methods, handler: ({ mcp }) => mcp });
route({ name: 'mcp', route: 'mcp', methods, handler: ({ mcp }) => mcp });
