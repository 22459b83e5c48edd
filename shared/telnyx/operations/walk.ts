/** A member of the arguments of a call, however deep. Items of a list have their index as their name. */
export interface Member {
  readonly name: string;
  readonly value: unknown;
  /** 1: an argument. */
  readonly depth: number;
  readonly above: Member | undefined;
  /** The member is an item of a list. */
  readonly isItem: boolean;
}

/** More than any real call has. */
const MOST_MEMBERS = 100_000;
const DEEPEST = 2_000;

/**
 * Visits every member of JSON, in its order, without recursion.
 *
 * @param visit gets what it returned for the member above
 * @returns false if there are too many members or levels: then not all of them were visited
 */
export function walk<State>(
  root: Readonly<Record<string, unknown>>,
  state: State,
  visit: (member: Member, state: State) => State,
): boolean {
  const waiting: { readonly member: Member; readonly state: State }[] = [];
  const add = (value: object, above: Member | undefined, inherited: State) => {
    const isItem = Array.isArray(value);
    const depth = (above?.depth ?? 0) + 1;
    const members = Object.entries(value).map(([name, inner]): Member => ({ name, value: inner, depth, above, isItem }));
    for (const member of members.reverse()) waiting.push({ member, state: inherited });
  };
  add(root, undefined, state);
  let visited = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { member } = next;
    visited += 1;
    if (visited + waiting.length > MOST_MEMBERS || member.depth > DEEPEST) return false;
    const below = visit(member, next.state);
    if (typeof member.value === 'object' && member.value !== null) add(member.value, member, below);
  }
  return true;
}

/** @returns the way to a member: `tools[0].webhook.url` */
export function pathOf(member: Member): string {
  const steps: string[] = [];
  for (let at: Member | undefined = member; at; at = at.above) {
    steps.push(at.isItem ? `[${at.name}]` : at.above ? `.${at.name}` : at.name);
  }
  return steps.reverse().join('');
}
