import { CALLER, type Shown } from './shown.ts';

const MOST_NAMED = 3;

/** A call in a few words, such as "Text to +13125550144". */
export function whatOf({ what, tool, title, recipients, numbers }: Shown): string {
  const people = recipients.map(({ address }) => address);
  // An operation that counts as a call may be a fax.
  if (CALLER.test(tool)) return people.length > 0 ? `${title}: ${listed(people)}` : title;
  if (what === 'text' && people.length > 0) return `Text to ${listed(people)}`;
  if (what === 'call' && people.length > 0) return `Call to ${listed(people)}`;
  if (what === 'order') return `Buy ${listed(numbers)}`;
  return people.length > 0 ? `${title}: ${listed(people)}` : title;
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more` : names.join(', ');
}
