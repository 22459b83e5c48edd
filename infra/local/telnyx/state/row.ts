/** A record in the form in which Telnyx sends it. What the simulator reads of it has a type of its own. */
export interface Row {
  readonly id: string;
  [name: string]: unknown;
}

const READ_ONLY = new Set(['id', 'record_type', 'created_at', 'updated_at']);

/** Takes over the members of a checked body that the row has, but for those that nobody can set. Returns the row. */
export function change<R extends Row>(row: R, body: object, now: number): R {
  const settings = Object.entries(body).filter(([name, value]) => value !== undefined && Object.hasOwn(row, name) && !READ_ONLY.has(name));
  return Object.assign(row, Object.fromEntries(settings), { updated_at: iso(now) });
}

/** ISO 8601 with milliseconds, UTC. */
export const iso = (at: number): string => new Date(at).toISOString();
