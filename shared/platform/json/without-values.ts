import { HIDDEN } from './hidden-secrets.ts';

/** @returns the same without these secrets, wherever a text holds one */
export function withoutValues<Value>(value: Value, secrets: readonly string[]): Value;
export function withoutValues(value: unknown, secrets: readonly string[]): unknown {
  if (secrets.length === 0) return value;
  if (typeof value === 'string') return secrets.reduce((text, secret) => text.replaceAll(secret, HIDDEN), value);
  if (Array.isArray(value)) return value.map((item: unknown) => withoutValues(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutValues(member, secrets)]));
}
