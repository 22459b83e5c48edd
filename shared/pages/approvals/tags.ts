import { html, tag, type Html, type Icon, type Tone } from '../../platform/index.ts';
import type { Shown } from '../../guard/index.ts';
import { holdsLink, visibly } from './message-text.ts';

/** Reasons to ask that follow from the kind of action alone: the title says them. */
const OF_THE_KIND = new Set(['purchase', 'outbound', 'destructive', 'credential']);

/** Why a person is asked, in two or three words. */
const SHORT: Readonly<Record<string, readonly [Tone, Icon, string]>> = {
  foreign_country: ['care', 'globe', 'Another country'],
  unknown_number: ['care', 'alert', 'Unknown kind of number'],
  short_code: ['care', 'alert', 'Short code'],
  sip_host: ['care', 'globe', 'New SIP host'],
  limit_lifted: ['cost', 'alert', 'Lifts a limit'],
  quiet_hours: ['care', 'clock', 'Night there'],
  many_wordings: ['care', 'dots', 'Many texts to this number'],
  price_unknown: ['care', 'alert', 'Price not known'],
};

const ofReason = (code: string): Html[] => {
  const [tone, name, words] = SHORT[code] ?? [];
  return tone === undefined || name === undefined || words === undefined ? [] : [tag(tone, name, words)];
};

/** What to look at before deciding. */
export function tagsOf({ what, recipients, words, reasons, newWebhookHosts }: Shown): Html[] {
  const first = recipients.filter(({ firstAt }) => firstAt === undefined).length;
  return [
    ...newWebhookHosts.map((host) => html`<span class="tag cost">New webhook host: <b>${visibly(host)}</b></span>`),
    ...reasons.flatMap(({ code }) => ofReason(code)),
    ...(first > 0 && (what === 'text' || what === 'call') ? [tag('care', 'alert', firstWords(what, recipients.length))] : []),
    ...(words.some(({ text }) => holdsLink(text)) ? [tag('care', 'globe', 'Has a link')] : []),
  ];
}

const firstWords = (what: 'text' | 'call', of: number): string => `First ${what} to ${of === 1 ? 'this number' : 'some of these numbers'}`;

/** The reasons beyond the kind of action, as sentences that complete "You are asked because …". */
export const becauseOf = ({ reasons }: Pick<Shown, 'reasons'>): string[] =>
  reasons.filter(({ code }) => !OF_THE_KIND.has(code)).map(({ what }) => what);
