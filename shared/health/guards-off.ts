import { CONFIRMED_RISKS, type ConfirmedRisk, type GuardSettings, type Logger } from '../platform/index.ts';

/** What the operator has switched off: whoever looks whether the app is ready sees it. */
export interface GuardsOff {
  /** Risks about which nobody is asked (`CONFIRM_PURCHASE=off`, …). */
  readonly confirm_off: readonly ConfirmedRisk[];
  /** A second identical call goes out again (`DUPLICATES=off`). */
  readonly duplicates_off: boolean;
}

export const guardsOff = ({ confirm, duplicates }: GuardSettings): GuardsOff => ({
  confirm_off: CONFIRMED_RISKS.filter((risk) => confirm[risk] === 'off'),
  duplicates_off: !duplicates,
});

/** Writes one line where something is off. */
export function warnOfGuardsOff(settings: GuardSettings, log: Logger): void {
  const off = guardsOff(settings);
  if (off.confirm_off.length > 0 || off.duplicates_off) log.warn('guards_off', { ...off });
}
