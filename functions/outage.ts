import { randomUUID } from 'node:crypto';
import { ConfigError, type Logger } from '../shared/platform/index.ts';

/** Why this process has no app. */
export interface Outage {
  /** The id of the error in the log. */
  readonly id: string;
  /** One sentence for each wrong setting; empty for any other error. */
  readonly settings: readonly string[];
  /** Only the app registration in Entra is missing. */
  readonly unregistered: boolean;
}

/** Logs the error: an error, unless the app only waits for its registration. */
export function reportOutage(error: unknown, log: Pick<Logger, 'error' | 'warn'>, unregistered = false): Outage {
  const outage = { id: randomUUID(), settings: error instanceof ConfigError ? error.settings : [], unregistered };
  if (unregistered) log.warn('not_registered', { id: outage.id, settings: outage.settings });
  else log.error('start_failed', error, { id: outage.id, settings: outage.settings });
  return outage;
}
