import { repeatNote } from './calls/index.ts';
import { leftOf, type Question, type Verdict } from './policy/index.ts';
import type { Forecast } from './preview.ts';

/** A verdict in the words of a preview. */
export function forecastOf(question: Question, verdict: Verdict): Forecast {
  const { facts, call, now } = question;
  const known = { recipients: facts.recipients, price: facts.price, left: leftOf(question) };
  switch (verdict.kind) {
    case 'refuse':
      return { ...known, would: 'refuse', reasons: [], refusal: verdict.refusal.text };
    case 'receipt':
      return { ...known, would: 'already_done', reasons: [repeatNote(call, verdict.row, now)] };
    case 'under_way':
      return { ...known, would: 'under_way', reasons: [] };
    case 'ask':
      return { ...known, would: 'ask', reasons: verdict.reasons.map(({ what }) => what) };
    case 'go':
      return { ...known, would: 'send', reasons: [] };
  }
}
