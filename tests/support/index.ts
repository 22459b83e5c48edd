/** What tests of the running app work with. Programs that run without Jest import the files themselves. */
export * from './access-tokens.ts';
export * from './bearer-challenge.ts';
export * from './challenge.ts';
export * from './entra-controls.ts';
export * from './guard-rows.ts';
export * from './listen.ts';
export * from './listener.ts';
export * from './log-lines.ts';
export * from './login.ts';
export * from './mcp-client.ts';
export * from './mcp.ts';
export * from './raw-http.ts';
export * from './running-app.ts';
export * from './telnyx-controls.ts';
export * from './use-app.ts';
export * from './use.ts';
export * from './vault-controls.ts';
