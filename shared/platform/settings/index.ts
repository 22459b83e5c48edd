export { ConfigError } from './config-error.ts';
export { isLoopback } from './loopback.ts';
export { lacksOnlyRegistration, readSettings, type Settings } from './read-settings.ts';
export { LONGEST_TOKEN_HOURS } from './schema.ts';
export { ROLES, type Role } from './roles.ts';
export {
  CONFIRM_LEVELS,
  CONFIRMED_RISKS,
  GUARD_DEFAULTS,
  type ConfirmedRisk,
  type ConfirmLevel,
  type GuardSettings,
  type Hours,
  type PersonAndAll,
  type Rate,
} from './guard-settings.ts';
