import { AppError } from '../errors/index.ts';

/** The configuration cannot be used, so the app serves nothing. Names settings and what each should be, never a value. */
export class ConfigError extends AppError {
  override readonly name = 'ConfigError';
  readonly code = 'config_invalid';
  /** One sentence for each wrong setting. It starts with the setting's name. */
  readonly settings: readonly string[];
  constructor(settings: readonly string[]) {
    super(`The configuration is not usable:\n${settings.map((sentence) => `  - ${sentence}`).join('\n')}`);
    this.settings = settings;
  }
}
