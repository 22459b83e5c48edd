import { expect, test } from '@jest/globals';
import { warnOfGuardsOff } from '../../../shared/health/index.ts';
import { guardsOff } from '../../../shared/health/guards-off.ts';
import { createLogger, GUARD_DEFAULTS } from '../../../shared/platform/index.ts';

const OFF = { ...GUARD_DEFAULTS, confirm: { ...GUARD_DEFAULTS.confirm, outbound: 'off', purchase: 'off' }, duplicates: false } as const;

function linesOf(settings: Parameters<typeof warnOfGuardsOff>[0]) {
  const lines: unknown[] = [];
  warnOfGuardsOff(
    settings,
    createLogger((level, line) => lines.push({ level, ...(JSON.parse(line) as object) })),
  );
  return lines;
}

test('says about which risks nobody is asked, and whether identical calls go twice', () => {
  expect(guardsOff(GUARD_DEFAULTS)).toEqual({ confirm_off: [], duplicates_off: false });
  expect(guardsOff(OFF)).toEqual({ confirm_off: ['purchase', 'outbound'], duplicates_off: true });
});

test('the log warns of it once, in one line, and only where something is off', () => {
  expect(linesOf(GUARD_DEFAULTS)).toEqual([]);
  expect(linesOf(OFF)).toEqual([
    expect.objectContaining({ level: 'warn', event: 'guards_off', confirm_off: ['purchase', 'outbound'], duplicates_off: true }),
  ]);
});
