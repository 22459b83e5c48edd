import { describe, expect, test } from '@jest/globals';
import { ConfigError, GUARD_DEFAULTS, readSettings } from '../../../../shared/platform/settings/index.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const KEYS = '{"active":"a","keys":[{"kid":"a"}]}';
const local = {
  PUBLIC_BASE_URL: 'http://localhost:7071',
  ENTRA_TENANT_ID: UUID,
  ENTRA_CLIENT_ID: UUID,
  TELNYX_API_KEY: 'KEYlocal',
  MCP_SIGNING_KEYS: KEYS,
  MCP_SEAL_KEYS: KEYS,
  TABLES_URL: 'http://127.0.0.1:10002/devstoreaccount1/',
};

const guardOf = (environment: Record<string, string>) => readSettings({ ...local, ...environment }).guard;

/** What the error says. */
function refusal(environment: Record<string, string>): string {
  try {
    guardOf(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('was accepted');
}

const rate = (minute?: number, day?: number) => ({ minute, day });

describe('settings of the guard', () => {
  test('are the defaults where nothing is set, or something empty', () => {
    expect(guardOf({})).toEqual(GUARD_DEFAULTS);
    expect(guardOf({ LIMIT_MESSAGES: '', CONFIRM_PURCHASE: '', NEVER_NUMBERS: '', QUIET_HOURS: '' })).toEqual(GUARD_DEFAULTS);
  });

  test('are frozen in every depth, also the defaults', () => {
    const guard = guardOf({ LIMIT_MESSAGES: '1/minute', COUNTRIES: 'US', QUIET_HOURS: '22-7' });
    const held = [guard.confirm, guard.limits, guard.limits.messages, guard.limits.messages.person, guard.countries, guard.quietHours];
    expect([guard, ...held, guard.askAlways, guard.recipient, guard.neverNumbers].filter((each) => !Object.isFrozen(each))).toEqual([]);
    expect([GUARD_DEFAULTS, GUARD_DEFAULTS.limits.calls.all, GUARD_DEFAULTS.askAlways].filter((each) => !Object.isFrozen(each))).toEqual(
      [],
    );
  });

  test.each(['off', 'client', 'form', 'page'] as const)('each risk is confirmed as it is set: %s', (level) => {
    const set = { CONFIRM_PURCHASE: level, CONFIRM_OUTBOUND: level, CONFIRM_DESTRUCTIVE: level, CONFIRM_CREDENTIAL: level };
    expect(guardOf(set).confirm).toEqual({ purchase: level, outbound: level, destructive: level, credential: level });
  });

  test('each setting sets one thing', () => {
    expect(guardOf({ CONFIRM_OUTBOUND: 'form' })).toEqual({ ...GUARD_DEFAULTS, confirm: { ...GUARD_DEFAULTS.confirm, outbound: 'form' } });
    for (const kind of ['messages', 'calls', 'numbers', 'changes', 'lookups']) {
      const limits = { ...GUARD_DEFAULTS.limits, [kind]: { person: rate(7), all: rate() } };
      expect(guardOf({ [`LIMIT_${kind.toUpperCase()}`]: '7/minute' })).toEqual({ ...GUARD_DEFAULTS, limits });
    }
  });

  test.each([
    ['10/minute 200/day; 30/minute 1000/day', rate(10, 200), rate(30, 1000)],
    ['200/day 10/minute;1000/day', rate(10, 200), rate(undefined, 1000)],
    ['5/day', rate(undefined, 5), rate()],
    ['5/day;', rate(undefined, 5), rate()],
    [';  30/minute', rate(), rate(30)],
    ['  1/minute   1000000/day ', rate(1, 1_000_000), rate()],
    ['off', rate(), rate()],
  ])('a limit is of a person, and after a semicolon of all: %s', (value, person, all) => {
    expect(guardOf({ LIMIT_MESSAGES: value }).limits.messages).toEqual({ person, all });
  });

  test.each([
    ['LIMIT_SPEND', '100/day', { spendPerDay: 10_000 }],
    ['LIMIT_SPEND', '0.05/day', { spendPerDay: 5 }],
    ['LIMIT_SPEND', '19.9/day', { spendPerDay: 1990 }],
    ['LIMIT_SPEND', 'off', { spendPerDay: undefined }],
    ['LIMIT_RECIPIENT', '3/10minutes 20/day', { recipient: { burst: 3, day: 20 } }],
    ['LIMIT_RECIPIENT', '50/10minutes', { recipient: { burst: 50, day: undefined } }],
    ['LIMIT_RECIPIENT', '9/day', { recipient: { burst: undefined, day: 9 } }],
    ['LIMIT_RECIPIENT', 'off', { recipient: { burst: undefined, day: undefined } }],
    ['ASK_ALWAYS', 'off', { askAlways: [] }],
    ['ASK_ALWAYS', 'purchase, outbound,', { askAlways: ['purchase', 'outbound'] }],
    ['COUNTRIES', 'own', { countries: 'own' }],
    ['COUNTRIES', 'off', { countries: 'off' }],
    ['COUNTRIES', 'us, CA,GB,US,XK', { countries: ['US', 'CA', 'GB', 'XK'] }],
    ['NEVER_NUMBERS', '+1 900, +4470,+1900', { neverNumbers: ['+1900', '+4470'] }],
    ['QUIET_HOURS', '21-8', { quietHours: { from: 21, to: 8 } }],
    ['QUIET_HOURS', '0–23', { quietHours: { from: 0, to: 23 } }],
    ['QUIET_HOURS', '08 - 20', { quietHours: { from: 8, to: 20 } }],
    ['QUIET_HOURS', 'off', { quietHours: undefined }],
    ['QUIET_HOURS_MESSAGES', '22-7', { quietHoursMessages: { from: 22, to: 7 } }],
    ['QUIET_HOURS_MESSAGES', 'off', { quietHoursMessages: undefined }],
    ['WEBHOOK_HOSTS', 'own', { webhookHosts: 'own' }],
    ['WEBHOOK_HOSTS', 'off', { webhookHosts: 'off' }],
    ['WEBHOOK_HOSTS', 'Hooks.example.com, in.example.org', { webhookHosts: ['hooks.example.com', 'in.example.org'] }],
    ['DUPLICATES', 'off', { duplicates: false }],
    ['DUPLICATES', 'on', { duplicates: true }],
    ['AUDIT_DAYS', '1', { auditDays: 1 }],
    ['AUDIT_DAYS', '3650', { auditDays: 3650 }],
  ])('%s=%s', (name, value, expected) => {
    expect(guardOf({ [name]: value })).toEqual({ ...GUARD_DEFAULTS, ...expected });
  });

  test.each([
    ['CONFIRM_PURCHASE', 'Page', 'must be one of off, client, form, page'],
    ['CONFIRM_OUTBOUND', 'never', 'must be one of off, client, form, page'],
    ['CONFIRM_DESTRUCTIVE', 'true', 'must be one of off, client, form, page'],
    ['CONFIRM_CREDENTIAL', 'on', 'must be one of off, client, form, page'],
    ['ASK_ALWAYS', 'all', 'must be off, or some of purchase, outbound, destructive, credential, separated by commas'],
    ['ASK_ALWAYS', 'purchase, off', 'must be off, or some of'],
    ['LIMIT_SPEND', '100', 'must be off, or US dollars a day, such as 100/day'],
    ['LIMIT_SPEND', '0/day', 'must be off'],
    ['LIMIT_SPEND', '0.00/day', 'must be off'],
    ['LIMIT_SPEND', '1.005/day', 'must be off'],
    ['LIMIT_SPEND', '-5/day', 'must be off'],
    ['LIMIT_SPEND', '1000000.01/day', 'must be off'],
    ['LIMIT_SPEND', '100/month', 'must be off'],
    ['LIMIT_RECIPIENT', '3/minute', 'must be off, or 3/10minutes 20/day, or one of the two; at most 50 in 10 minutes'],
    ['LIMIT_RECIPIENT', '51/10minutes', 'must be off'],
    ['LIMIT_RECIPIENT', '20/day; 30/day', 'must be off'],
    ['COUNTRIES', 'UK', 'must be own, off, or ISO 3166 codes of countries separated by commas, such as US, CA, GB'],
    ['COUNTRIES', 'EU', 'must be own, off'],
    ['COUNTRIES', 'US, QQ', 'must be own, off'],
    ['COUNTRIES', 'USA', 'must be own, off'],
    ['COUNTRIES', 'US CA', 'must be own, off'],
    ['COUNTRIES', 'own, US', 'must be own, off'],
    ['COUNTRIES', ' , ', 'must be own, off'],
    ['NEVER_NUMBERS', '1900', 'must be beginnings of numbers with + and the country code, separated by commas, such as +1900, +4470'],
    ['NEVER_NUMBERS', '+0900', 'must be beginnings'],
    ['NEVER_NUMBERS', '+1900*', 'must be beginnings'],
    ['NEVER_NUMBERS', '+', 'must be beginnings'],
    ['NEVER_NUMBERS', 'off', 'must be beginnings'],
    ['QUIET_HOURS', '21-24', 'must be off, or two different hours from 0 to 23, such as 21-8'],
    ['QUIET_HOURS', '8-8', 'must be off'],
    ['QUIET_HOURS', '21:00-8:00', 'must be off'],
    ['QUIET_HOURS', '21', 'must be off'],
    ['QUIET_HOURS_MESSAGES', 'on', 'must be off'],
    ['WEBHOOK_HOSTS', '*.example.com', 'must be own, off, or host names separated by commas, such as hooks.example.com'],
    ['WEBHOOK_HOSTS', 'https://hooks.example.com', 'must be own, off'],
    ['WEBHOOK_HOSTS', 'hooks.example.com/path', 'must be own, off'],
    ['WEBHOOK_HOSTS', 'hooks.example.com:8443', 'must be own, off'],
    ['WEBHOOK_HOSTS', 'off, hooks.example.com extra', 'must be own, off'],
    ['DUPLICATES', 'true', 'must be on or off'],
    ['AUDIT_DAYS', '0', 'must be at least 1'],
    ['AUDIT_DAYS', '3651', 'must be at most 3650'],
    ['AUDIT_DAYS', '1.5', 'must be a whole number'],
  ])('C1: refuse %s=%s', (name, value, message) => {
    expect(refusal({ [name]: value })).toContain(`${name} ${message}`);
  });

  test.each(['MESSAGES', 'CALLS', 'NUMBERS', 'CHANGES', 'LOOKUPS'])('C1: LIMIT_%s refuses what is no limit', (kind) => {
    const bad = [
      '10',
      '0/minute',
      '010/minute',
      '-1/day',
      '1.5/minute',
      '1000001/day',
      '10/hour',
      '10/min',
      '10/minute 20/minute',
      '10/minute, 200/day',
      '10/minute; 30/minute; 5/day',
      ';',
      ' ; ; ',
      'off; 5/day',
      'OFF',
      '10 / minute',
      'ten/minute',
    ];
    const text = 'must be off, or limits of a person and, after a semicolon, of all, such as 10/minute 200/day; 30/minute 1000/day';
    for (const value of bad) expect(refusal({ [`LIMIT_${kind}`]: value })).toContain(`LIMIT_${kind} ${text}`);
  });

  test('C1: name every wrong setting at once, and never a value', () => {
    const settings = [
      ...['CONFIRM_PURCHASE', 'CONFIRM_OUTBOUND', 'CONFIRM_DESTRUCTIVE', 'CONFIRM_CREDENTIAL', 'ASK_ALWAYS'],
      ...['LIMIT_MESSAGES', 'LIMIT_CALLS', 'LIMIT_NUMBERS', 'LIMIT_CHANGES', 'LIMIT_LOOKUPS', 'LIMIT_SPEND', 'LIMIT_RECIPIENT'],
      ...['COUNTRIES', 'NEVER_NUMBERS', 'QUIET_HOURS', 'QUIET_HOURS_MESSAGES', 'WEBHOOK_HOSTS', 'DUPLICATES', 'AUDIT_DAYS'],
    ];
    const message = refusal(Object.fromEntries(settings.map((name) => [name, 'SECRET VALUE'])));
    expect(settings.filter((name) => !message.includes(`${name} must be`))).toEqual([]);
    expect(message).not.toContain('SECRET');
  });
});
