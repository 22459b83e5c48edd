import { z } from 'zod';
import { AUDIT_RESULTS, isEntryId } from '../../guard/index.ts';

const DAY_MS = 86_400_000;

/** A UTC day that exists: `2026-02-30` does not. */
const Day = z.iso.date().refine((day) => !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day));

const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

const optional = <Value>(value: z.ZodType<Value, string>) =>
  z
    .literal('')
    .transform(() => undefined)
    .or(value)
    .optional();

/** What the URL may say. An empty field of the form says nothing. */
const SHAPE = {
  person: optional(z.string().regex(new RegExp(`^${GUID}\\.${GUID}$`))),
  client: optional(z.string().max(300)),
  tool: optional(z.string().regex(/^[a-z0-9_]{1,64}$/)),
  result: optional(z.enum(AUDIT_RESULTS)),
  /** Fingerprints of one number, which is itself in no URL. */
  target: optional(z.string().regex(/^[0-9a-f]{16}(\.[0-9a-f]{16}){0,40}$/)),
  after: optional(z.string().refine(isEntryId)),
} as const;

const Query = z.object(SHAPE);

export interface AuditView extends z.output<typeof Query> {
  /** `YYYY-MM-DD`, UTC; undefined: all days that are kept. */
  readonly day: string | undefined;
}

export interface AsRead {
  readonly view: AuditView;
  /** Names of parameters that say nothing that this page knows. They are left out. */
  readonly notUnderstood: readonly string[];
}

/**
 * @param now milliseconds since the epoch: without a day, the page shows today
 */
export function readQuery(query: URLSearchParams, now: number): AsRead {
  const given = Object.fromEntries([...query].filter(([name]) => Object.hasOwn(SHAPE, name)));
  const { error } = Query.safeParse(given);
  const wrong = new Set(error?.issues.map(({ path }) => String(path[0])));
  const view = Query.parse(Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name))));
  const day = query.get('day');
  const dayIsWrong = day !== null && day !== '' && !Day.safeParse(day).success;
  return {
    view: { ...view, day: day === '' ? undefined : day === null || dayIsWrong ? dayOf(now) : day },
    notUnderstood: [...wrong, ...(dayIsWrong ? ['day'] : [])],
  };
}

/** The URL of the page with this view. Without `after`, it begins with the newest. */
export function hrefOf({ day, ...view }: AuditView, more: Readonly<Record<string, string>> = {}): string {
  const given = Object.entries({ ...view, ...more }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/audit?${new URLSearchParams([['day', day ?? ''], ...given]).toString()}`;
}

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

export const dayAfter = (day: string, days: number): string => dayOf(Date.parse(day) + days * DAY_MS);

/**
 * @param auditDays how long entries are kept
 * @returns milliseconds since the epoch
 */
export function rangeOf({ day }: AuditView, now: number, auditDays: number): { readonly since: number; readonly until: number } {
  const since = day === undefined ? now - (auditDays + 1) * DAY_MS : Date.parse(day);
  // A day more: the clock of the table may be ahead of ours.
  return { since, until: (day === undefined ? now : since) + DAY_MS };
}
