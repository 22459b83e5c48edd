/** What an OAuth client, its user's browser and an attacker do. */
export * from './browser.ts';
export * from './codes.ts';
export * from './endpoints.ts';
export * from './free-port.ts';
export * from './authorization.ts';
