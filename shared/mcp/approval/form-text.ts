import type { OpenQuestion } from '../../guard/index.ts';
import { firstInvisible } from '../../platform/index.ts';

/** Characters: a dialog has no room for more. */
const LONGEST = 1_500;

/** @returns all that a person has to see, a line each; undefined where a form cannot show it, and the page has to */
export function formText({ what, shown }: Pick<OpenQuestion, 'what' | 'shown'>): string | undefined {
  const { sender, words, media, sendAt, numbers, price, others, newWebhookHosts } = shown;
  // Media have to be looked at, and what is new has to stand out.
  if (media.length > 0 || newWebhookHosts.length > 0) return undefined;
  const lines = [
    what,
    sender === undefined ? '' : `From: ${sender}`,
    ...words.map(({ name, text }) => `${name}: ${text}`),
    sendAt === undefined ? '' : `At: ${sendAt}`,
    numbers.length === 0 ? '' : `Numbers: ${numbers.join(', ')}`,
    ...(price === undefined ? [] : [`Price: ${dollars(price.upfront)} now, ${dollars(price.monthly)} a month`]),
    ...others.map(({ name, value }) => `${name}: ${value}`),
  ];
  const text = lines.filter((line) => line !== '').join('\n');
  return text.length <= LONGEST && firstInvisible(text) === undefined ? text : undefined;
}

const dollars = (cents: number | undefined) => (cents === undefined ? 'not known' : `${(cents / 100).toFixed(2)} USD`);
