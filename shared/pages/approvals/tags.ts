import { holdsLink, html, tag, visibly, type Html, type Icon, type Tone } from '../../platform/index.ts';
import type { Shown } from '../../guard/index.ts';
import { operationOf } from './words.ts';

/** Reasons to ask that follow from the kind of action alone: the title says them. */
const OF_THE_KIND = new Set(['purchase', 'outbound', 'destructive', 'credential']);

/** Why a person is asked, in two or three words. */
const SHORT: Readonly<Record<string, readonly [Tone, Icon, string]>> = {
  foreign_country: ['care', 'globe', 'Another country'],
  unknown_number: ['care', 'alert', 'Unknown kind of number'],
  short_code: ['care', 'alert', 'Short code'],
  sip_host: ['care', 'globe', 'Outside telephone system'],
  limit_lifted: ['cost', 'alert', 'Lifts a limit'],
  quiet_hours: ['care', 'clock', 'Quiet hours there'],
  many_wordings: ['care', 'dots', 'Reached often just now'],
  price_unknown: ['care', 'alert', 'Price not known'],
  statement: ['cost', 'alert', 'In your name'],
};

const ofReason = (code: string): Html[] => {
  const [tone, name, words] = SHORT[code] ?? [];
  return tone === undefined || name === undefined || words === undefined ? [] : [tag(tone, name, words)];
};

/** What to look at before deciding, besides the words. */
export function tagsOf(shown: Shown): Html[] {
  const { what, recipients, reasons, newWebhookHosts } = shown;
  const first = recipients.filter(({ firstAt }) => firstAt === undefined).length;
  return [
    ...newWebhookHosts.map((host) => html`<span class="tag cost"><span>New webhook host: ${visibly(host)}</span></span>`),
    ...reasons.flatMap(({ code }) => ofReason(code)),
    ...(first > 0 && (what === 'text' || what === 'call')
      ? [tag('care', 'alert', `First ${operationOf(shown) === undefined ? what : 'time'} to ${numbersOf(recipients.length)}`)]
      : []),
  ];
}

export const tagsOfWords = ({ words }: Shown): Html[] =>
  words.some(({ text }) => holdsLink(text)) ? [tag('care', 'globe', 'Has a link')] : [];

export const tagRow = (tags: readonly Html[]): Html | undefined => (tags.length === 0 ? undefined : html`<p class="row tight">${tags}</p>`);

const numbersOf = (count: number): string => (count === 1 ? 'this number' : 'some of these numbers');

/** The reasons beyond the kind of action, as sentences that complete "You are asked because …". */
export const becauseOf = ({ reasons }: Pick<Shown, 'reasons'>): string[] =>
  reasons.filter(({ code }) => !OF_THE_KIND.has(code)).map(({ what }) => what);
