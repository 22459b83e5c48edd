export { ConfigError } from './config-error.ts';
export { isLoopback } from './loopback.ts';
export { readSettings, type Settings } from './read-settings.ts';
export { LONGEST_TOKEN_HOURS } from './schema.ts';
export { ROLES, type Role } from './roles.ts';
