import type { Shown } from '../../guard/index.ts';
import { counted, dollars, firstCost } from './amounts.ts';
import { operationOf } from './words.ts';

const people = (shown: readonly Shown[]): number =>
  new Set(shown.flatMap(({ recipients }) => recipients.map(({ address }) => address))).size;

/** What is asked for altogether, a row a kind. */
export function totalsOf(all: readonly Shown[]): (readonly [name: string, value: string])[] {
  // An operation that reaches people may be a fax, or a message that is no text.
  const kindOf = (shown: Shown) => (operationOf(shown) === undefined ? shown.what : 'other');
  const of = (what: Shown['what']) => all.filter((shown) => kindOf(shown) === what);
  const [texts, calls, orders, others] = [of('text'), of('call'), of('order'), of('other')];
  const reached = (shown: readonly Shown[]) => counted(people(shown), 'person', 'people');
  const rows: (readonly [string, string, number])[] = [
    ['Texts', `${counted(texts.length, 'text')} to ${reached(texts)}`, texts.length],
    ['Calls', `${counted(calls.length, 'call')} to ${reached(calls)}`, calls.length],
    ['Orders', orderTotal(orders), orders.length],
    ['Other actions', people(others) > 0 ? `${others.length}, to ${reached(others)}` : String(others.length), others.length],
  ];
  return rows.filter(([, , count]) => count > 0).map(([name, value]) => [name, value]);
}

function orderTotal(orders: readonly Shown[]): string {
  const numbers = orders.reduce((sum, order) => sum + order.numbers.length, 0);
  const known = orders.flatMap((order) => firstCost(order) ?? []);
  const money =
    known.length === orders.length
      ? `${dollars(known.reduce((sum, cents) => sum + cents, 0))} with the first month`
      : 'price not known in advance';
  return `${counted(numbers, 'number')}, ${money}`;
}
