import { HIDDEN, isRecord, withoutSecrets } from '../../platform/index.ts';
import type { Drop } from './cut.ts';
import { linksIn } from './links.ts';

/** A JSON Web Token, or an API key of Telnyx. */
const TOKEN = /^\s*(?:eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}|KEY[0-9A-F]{24,40}_\w{8,})\s*$/;
const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----|^\s{0,8}PrivateKey\s{0,8}=/m;
/** Longer than any token or key: the patterns read no file. */
const LONGEST_SECRET = 20_000;

/** @returns whether a text is a secret, whatever its name */
export const isSecretText = (text: string): boolean => text.length <= LONGEST_SECRET && (TOKEN.test(text) || PRIVATE_KEY.test(text));

/**
 * Hides what no name of a member tells: secrets that look like it, and those in JSON that is a text.
 *
 * @param value of few levels, cut
 */
export function withoutSecretTexts(value: unknown, drop: Drop): unknown {
  if (typeof value === 'string') return isSecretText(value) ? HIDDEN : (jsonText(value, drop) ?? value);
  if (Array.isArray(value)) return value.map((item) => withoutSecretTexts(item, drop));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutSecretTexts(member, drop)]));
}

/** @returns the text without secrets; undefined where it holds none, or is no JSON */
function jsonText(text: string, drop: Drop): string | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    const hidden: string[] = [];
    const shown = JSON.parse(text, (name, member: unknown) => {
      if (!drop(name, member) && !(typeof member === 'string' && isSecretText(member))) return member;
      hidden.push(name);
      return HIDDEN;
    }) as unknown;
    return hidden.length > 0 ? JSON.stringify(shown) : undefined;
  } catch {
    return undefined;
  }
}

/** A step of the way to a part. */
export type Step = readonly [name: string, around: unknown];

/**
 * The part of an answer without secrets that only the names around it tell: values of headers, and of a pair such as
 * `{name: "X-Api-Key", value: …}`.
 *
 * @param way from the root to the part
 */
export function withoutSecretsAt(way: readonly Step[], part: unknown): unknown {
  const root = way.reduceRight<unknown>(
    (inner, [name, around]) => (isRecord(around) ? { ...namesIn(around), [name]: inner } : [inner]),
    part,
  );
  if (!isRecord(root)) return part;
  return way.reduce<unknown>(
    (at, [name]) => (Array.isArray(at) ? (at as readonly unknown[])[0] : isRecord(at) ? at[name] : undefined),
    withoutSecrets(root, linksIn(root)),
  );
}

const namesIn = (record: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(record).filter(([name, value]) => (name === 'name' || name === 'key') && typeof value === 'string'));
