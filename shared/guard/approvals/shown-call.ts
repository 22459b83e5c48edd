import type { GuardedCall } from '../call.ts';
import type { Facts, Reason } from '../facts/index.ts';
import type { RecipientRow } from '../ledger/index.ts';
import type { Shown } from './shown.ts';

/** What the page shows of a call. */
export function shownOf(
  { tool, principal, clientName, args }: GuardedCall,
  { recipients, sender, price, newWebhookHosts }: Facts,
  reasons: readonly Reason[],
  rows: readonly (RecipientRow | undefined)[],
): Shown {
  const { counts, words } = tool.rules;
  return {
    what: counts === 'numbers' ? 'order' : counts === 'messages' ? 'text' : counts === 'calls' ? 'call' : 'other',
    tool: tool.name,
    title: tool.title,
    risk: tool.risk,
    clientName,
    clientId: principal.clientId,
    recipients: recipients.map(({ address, country, zones }, index) => ({
      address,
      country,
      zones: [...zones],
      firstAt: rows[index]?.firstAt,
      lastAt: rows[index]?.recent.at(-1),
    })),
    sender,
    words: words.flatMap((name) => (typeof args[name] === 'string' ? [{ name, text: args[name] }] : [])),
    media: [],
    numbers: [],
    price,
    newWebhookHosts: [...newWebhookHosts],
    others: [],
    reasons: [...reasons],
    mayRepeat: recipients.length === 1 && (counts === 'messages' || counts === 'calls'),
  };
}

/** A call in a few words, such as "Text to +1 312 555 0144". */
export const whatOf = ({ title, recipients }: Shown): string =>
  recipients.length === 0 ? title : `${title}: ${recipients.map(({ address }) => address).join(', ')}`;
