import type { z } from 'zod';
import { cutText, visibleText } from '../../platform/index.ts';

type Issue = z.core.$ZodIssue;

/** Issues and names that one text tells. */
const MOST = 3;
const LONGEST_NAME = 64;
/** What unions in unions say about each other would grow without end. */
const LONGEST_WORDS = 300;

/** What keeps a value from being any of the variants of a union: the issues of the one that it is most like. */
export function whyNoVariant(raw: z.core.$ZodRawIssue): string | undefined {
  if (raw.code !== 'invalid_union') return undefined;
  const variants = raw.errors as readonly (readonly Issue[])[];
  const ofItsKind = variants.filter((issues) => !issues.some(isOfOtherKind));
  const [likest] = [...ofItsKind].sort((one, other) => wrongness(one) - wrongness(other));
  if (likest) return sentence(likest);
  const kinds = variants.flatMap((issues) => issues.flatMap((issue) => (issue.code === 'invalid_type' ? [issue.expected] : [])));
  return kinds.length === 0 ? undefined : `Expected ${[...new Set(kinds)].join(' or ')}.`;
}

/** The value is of another type, or is not the variant that its discriminator names. */
const isOfOtherKind = (issue: Issue): boolean =>
  (issue.path.length === 0 && issue.code === 'invalid_type') || (issue.code === 'custom' && issue.message === IS_LISTED);

/** The variant for values that no list has is not meant, because this value is listed. */
export const IS_LISTED = 'Is listed.';

/** Another literal means another variant. */
const wrongness = (issues: readonly Issue[]): number => issues.reduce((sum, { code }) => sum + (code === 'invalid_value' ? 10 : 1), 0);

function sentence(issues: readonly Issue[]): string {
  const told = issues.slice(0, MOST).map(words);
  return issues.length > MOST ? `${told.join('; ')}; and ${issues.length - MOST} more.` : `${told.join('; ')}.`;
}

function words(issue: Issue): string {
  const at = issue.path.map((part) => name(String(part))).join('.');
  const before = at === '' ? '' : `${at}: `;
  if (issue.code === 'unrecognized_keys')
    return `${before}unknown ${issue.keys
      .slice(0, MOST)
      .map((key) => JSON.stringify(name(key)))
      .join(', ')}`;
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return `${before}missing (${issue.expected})`;
  return cutText(`${before}${issue.message.replace(/\.$/, '')}`, LONGEST_WORDS);
}

const name = (text: string) => visibleText(cutText(text, LONGEST_NAME));
