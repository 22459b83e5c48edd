import { isSecret } from '../../platform/index.ts';
import { WHOLE_BODY } from './arguments.ts';
import { namedLike } from './names.ts';
import type { Operation } from './operation.ts';
import { walk, type Member } from './walk.ts';

/** Members of Telnyx's requests and answers that hold a secret. What is named `…_ref` only names one. */
const SECRET_NAMES =
  '*password *Password *_secret api_key api_token token *_token *Token private_key certificate credentials account_key *access_key* ' +
  'provider_auth service_account *json_file pin *_pin pin_* puk* activation_code custom_code *_bgp_key meta_url';

const isListed = namedLike(SECRET_NAMES);
/** Cursors of pages, which are needed to go on. */
const isCursor = namedLike('page_token next_page_token previous_page_token PageToken NextPageToken nextPageToken cursor');
/** What counts tokens, or numbers them. */
const COUNT = /tokens?$/i;

/** @returns whether Telnyx names a secret so: in a request, whoever sends it stores or shows one */
export const namesSecret = (name: string): boolean => isListed(name) && !isCursor(name);

/** @returns whether a member of an answer is a secret, which nobody gets. Flags, counts and what is empty are none. */
export function isSecretMember(name: string, value: unknown): boolean {
  if (value === null || value === undefined || value === '' || typeof value === 'boolean') return false;
  if (isCursor(name) || (typeof value === 'number' && COUNT.test(name))) return false;
  return isListed(name) || isSecret(name, value);
}

/** A shorter one is no secret, and is in half of all texts. */
const SHORTEST = 4;

/** @returns the secrets in the arguments of a call, so that nobody hears them from what Telnyx says about it */
export function secretsIn({ class: kind }: Pick<Operation, 'class'>, args: Readonly<Record<string, unknown>>): readonly string[] {
  const found = new Set<string>();
  walk(args, false, (member, isInside: boolean) => {
    const { name, value, depth } = member;
    const isRaw = kind === 'credential' && depth === 1 && name === WHOLE_BODY && typeof value === 'string';
    const isSecretHere = isInside || isRaw || isSecretMember(pairName(member) ?? name, value);
    const text = typeof value === 'number' ? String(value) : value;
    if (isSecretHere && typeof text === 'string' && text.trim().length >= SHORTEST) found.add(text);
    return isSecretHere;
  });
  return [...found];
}

/** `{name: "X-Api-Key", value: …}` names what it holds. */
function pairName({ name, above }: Member): string | undefined {
  const pair = above?.value;
  if (name !== 'value' || typeof pair !== 'object' || pair === null) return undefined;
  const named = 'name' in pair ? pair.name : 'key' in pair ? pair.key : undefined;
  return typeof named === 'string' ? named : undefined;
}
