import { z } from 'zod';
import { CONFIRM_LEVELS, CONFIRMED_RISKS, GUARD_DEFAULTS, type Hours, type PersonAndAll, type Rate } from './guard-settings.ts';
import { Names, whole } from './values.ts';

/** More than any account sends, and far below where a number loses its last digit. */
const MOST = 1_000_000;
/** The row of a number holds the times of so many messages and calls. */
const MOST_IN_BURST = 50;
const MOST_CENTS = MOST * 100;

/** What a value does not say. */
const UNREADABLE = Symbol('unreadable');
type Unreadable = typeof UNREADABLE;

/** Takes the values that `read` can read. The message says what a value must be, and never what it is. */
const readable = <Value>(read: (value: string) => Value | Unreadable, message: string) =>
  z.string().transform((value, context): Value => {
    const found = read(value.trim());
    if (found !== UNREADABLE) return found;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

const LIMIT = 'must be off, or limits of a person and, after a semicolon, of all, such as 10/minute 200/day; 30/minute 1000/day';
const SPEND = 'must be off, or US dollars a day, such as 100/day';
const RECIPIENT = `must be off, or 3/10minutes 20/day, or one of the two; at most ${MOST_IN_BURST} in 10 minutes`;
const COUNTRIES = 'must be own, off, or ISO 3166 codes of countries separated by commas, such as US, CA, GB';
const PREFIXES = 'must be beginnings of numbers with + and the country code, separated by commas, such as +1900, +4470';
const QUIET = 'must be off, or two different hours from 0 to 23, such as 21-8';
const HOSTS = 'must be own, off, or host names separated by commas, such as hooks.example.com';

/** @returns what each unit may reach: `10/minute 200/day` */
function countsIn<Unit extends string>(value: string, units: readonly Unit[]): Partial<Record<Unit, number>> | Unreadable {
  const counts: Partial<Record<Unit, number>> = {};
  for (const part of value.split(/\s+/)) {
    const [, digits = '', name] = /^([1-9]\d{0,6})\/(\w+)$/.exec(part) ?? [];
    const unit = units.find((each) => each === name);
    if (unit === undefined || counts[unit] !== undefined || Number(digits) > MOST) return UNREADABLE;
    counts[unit] = Number(digits);
  }
  return counts;
}

/** A half may be empty: there is no limit then. */
function rateIn(value: string): Rate | Unreadable {
  const counts = value === '' ? {} : countsIn(value, ['minute', 'day']);
  return counts === UNREADABLE ? counts : { minute: counts.minute, day: counts.day };
}

const Limit = readable((value): PersonAndAll | Unreadable => {
  const nothing = { minute: undefined, day: undefined };
  if (value === 'off') return { person: nothing, all: nothing };
  const [first = '', second = '', ...more] = value.split(';').map((half) => half.trim());
  const person = rateIn(first);
  const all = rateIn(second);
  return person === UNREADABLE || all === UNREADABLE || more.length > 0 || (first || second) === '' ? UNREADABLE : { person, all };
}, LIMIT);

const Spend = readable((value): number | 'off' | Unreadable => {
  if (value === 'off') return value;
  const [, dollars = '0', cents = ''] = /^(\d{1,7})(?:\.(\d{1,2}))?\/day$/.exec(value) ?? [];
  const all = Number(dollars) * 100 + Number(cents.padEnd(2, '0'));
  return all > 0 && all <= MOST_CENTS ? all : UNREADABLE;
}, SPEND);

const Recipient = readable((value): { readonly burst: number | undefined; readonly day: number | undefined } | Unreadable => {
  if (value === 'off') return { burst: undefined, day: undefined };
  const counts = countsIn(value, ['10minutes', 'day']);
  if (counts === UNREADABLE || (counts['10minutes'] ?? 0) > MOST_IN_BURST) return UNREADABLE;
  return { burst: counts['10minutes'], day: counts.day };
}, RECIPIENT);

/** Regions that Unicode knows beside countries. Who writes EU means its members, and would reach none of them. */
const NO_COUNTRIES: ReadonlySet<string> = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);
/** Codes with a newer name are none: UK is GB, and no program that tells the country of a number says UK. */
const createCountryCheck = () => {
  // Not made before a setting names countries: it takes longer than all other settings together.
  const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return (code: string) =>
    /^[A-Z]{2}$/.test(code) &&
    !NO_COUNTRIES.has(code) &&
    regions.of(code) !== undefined &&
    Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
};

/** A list in which every entry is good, and there is one. */
const listOf = (
  value: string,
  canonical: (entry: string) => string,
  isGood: (entry: string) => boolean,
): readonly string[] | Unreadable => {
  const entries = [...new Set(Names.parse(value).map(canonical))];
  return entries.length > 0 && entries.every(isGood) ? entries : UNREADABLE;
};

const Countries = readable((value): 'own' | 'off' | readonly string[] | Unreadable => {
  if (value === 'own' || value === 'off') return value;
  return listOf(value, (code) => code.toUpperCase(), createCountryCheck());
}, COUNTRIES);

const Prefixes = readable(
  (value) =>
    listOf(
      value,
      (prefix) => prefix.replaceAll(' ', ''),
      (prefix) => /^\+[1-9]\d{0,14}$/.test(prefix),
    ),
  PREFIXES,
);

const QuietHours = readable((value): Hours | 'off' | Unreadable => {
  if (value === 'off') return value;
  const [, from = '', to = ''] = /^(\d{1,2})\s?[-–]\s?(\d{1,2})$/.exec(value) ?? [];
  const hours = { from: Number(from), to: Number(to) };
  return from !== '' && hours.from < 24 && hours.to < 24 && hours.from !== hours.to ? hours : UNREADABLE;
}, QUIET);

const isHost = (name: string) => /^[\w.-]+$/.test(name) && URL.canParse(`https://${name}`) && new URL(`https://${name}`).host === name;

const WebhookHosts = readable((value): 'own' | 'off' | readonly string[] | Unreadable => {
  if (value === 'own' || value === 'off') return value;
  return listOf(value, (name) => name.toLowerCase(), isHost);
}, HOSTS);

const Level = z.enum(CONFIRM_LEVELS, `must be one of ${CONFIRM_LEVELS.join(', ')}`);

const AskAlways = z
  .string()
  .transform((value) => (value.trim() === 'off' ? [] : Names.parse(value)))
  .pipe(z.array(z.enum(CONFIRMED_RISKS, `must be off, or some of ${CONFIRMED_RISKS.join(', ')}, separated by commas`)));

const { confirm, limits } = GUARD_DEFAULTS;

/** The settings of the guard in the environment. */
export const GUARD_ENVIRONMENT = {
  CONFIRM_PURCHASE: Level.default(confirm.purchase),
  CONFIRM_OUTBOUND: Level.default(confirm.outbound),
  CONFIRM_DESTRUCTIVE: Level.default(confirm.destructive),
  CONFIRM_CREDENTIAL: Level.default(confirm.credential),
  ASK_ALWAYS: AskAlways.default([...GUARD_DEFAULTS.askAlways]),
  LIMIT_MESSAGES: Limit.default(limits.messages),
  LIMIT_CALLS: Limit.default(limits.calls),
  LIMIT_NUMBERS: Limit.default(limits.numbers),
  LIMIT_CHANGES: Limit.default(limits.changes),
  LIMIT_LOOKUPS: Limit.default(limits.lookups),
  LIMIT_SPEND: Spend.default(GUARD_DEFAULTS.spendPerDay ?? 'off'),
  LIMIT_RECIPIENT: Recipient.default(GUARD_DEFAULTS.recipient),
  COUNTRIES: Countries.default(GUARD_DEFAULTS.countries),
  NEVER_NUMBERS: Prefixes.default(GUARD_DEFAULTS.neverNumbers),
  QUIET_HOURS: QuietHours.default(GUARD_DEFAULTS.quietHours ?? 'off'),
  QUIET_HOURS_MESSAGES: QuietHours.default(GUARD_DEFAULTS.quietHoursMessages ?? 'off'),
  WEBHOOK_HOSTS: WebhookHosts.default(GUARD_DEFAULTS.webhookHosts),
  DUPLICATES: z
    .stringbool({ truthy: ['on'], falsy: ['off'], case: 'sensitive', error: 'must be on or off' })
    .default(GUARD_DEFAULTS.duplicates),
  AUDIT_DAYS: whole(1, 3650).default(GUARD_DEFAULTS.auditDays),
};
