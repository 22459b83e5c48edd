/** Replaces a secret. */
export const HIDDEN = '[hidden]';

/** Names of members, headers and query parameters that hold a secret, as {@link normalised} writes them. */
const SECRET_NAME =
  /(?:^|_)(?:secret|secret_?key|password|passwd|passphrase|passcode|pwd|pin|otp|token|jwt|api_?key|auth_?key|access_?key|private_?key|signing_?key|encryption_?key|authorization|credential|cookie)s?$/;
/** Numbers under these names may be counts or ids (`prompt_tokens`). Under the other names they are secrets. */
const MAY_COUNT = /(?:token|key|credential|cookie)s?$/;
/** Page cursors are no secrets, and are needed to go on. */
const CURSOR_NAME = /(?:^|_)(?:page|next|prev|previous|cursor|continuation|pagination)_?tokens?$/;
/** Short names that mean a secret only in the query of a URL (`code` is the key of an Azure function). */
const SECRET_IN_QUERY = /(?:^|_)(?:key|sig|signature|hmac|auth|pass|pw)$|^code$/;
const HEADERS_NAME = /(?:^|_)headers$/;
/** What an assistant gets for a conversation. People put sentences there, such as "the password is …". */
const VARIABLES_NAME = /(?:^|_)dynamic_variables$/;
const SAID = /\b(password|passwd|passphrase|passcode|secret|token|api[ _-]?key)(\s{1,4}is\s{1,4}|\s{0,4}[:=]\s{0,4})(?!\{\{)\S{1,200}/gi;

/** `X-Api-Key`, `xApiKey`, `x.api.key` and `x_api_key` are the same name. */
const normalised = (name: string): string => (/^[a-z0-9_]{1,200}$/.test(name) ? name : spelled(name.slice(0, 200)));

const spelled = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$&_')
    .replaceAll(/[-.\s]+/g, '_')
    .toLowerCase();

const namesSecret = (known: string): boolean => SECRET_NAME.test(known) && !CURSOR_NAME.test(known);

/** What a name says about its value. `countable`: a secret, unless it is a number. */
type Kind = 'plain' | 'secret' | 'countable' | 'headers' | 'variables';

function kindOf(name: string): Kind {
  const known = normalised(name);
  if (HEADERS_NAME.test(known)) return 'headers';
  if (VARIABLES_NAME.test(known)) return 'variables';
  if (!namesSecret(known)) return 'plain';
  return MAY_COUNT.test(known) ? 'countable' : 'secret';
}

const hides = (kind: Kind, value: unknown) => kind === 'secret' || (kind === 'countable' && typeof value !== 'number');

/** @returns whether a member of this name and value holds a secret. */
export const isSecret = (name: string, value: unknown): boolean => hides(kindOf(name), value);

/**
 * Hides secrets in an answer:
 * - strings and numbers of members that are named like secrets
 * - values of headers
 * - passwords and keys in sentences of an assistant's variables
 * - in each string that is a URL, or XML or JSON with URLs: user names, passwords, and query parameters that are named like secrets
 *
 * A template such as `Bearer {{#integration_secret}}crm{{/integration_secret}}` only names a secret, and stays. Objects and lists keep their
 * types, so that the answer still fits its schema.
 *
 * @param root JSON of at most 100 levels
 * @param links members that stay as they are, with everything below them: URLs that do not work without their query. Paths without the indices of
 *   lists, such as `media.url`
 */
export function withoutSecrets(root: unknown, links: readonly string[] = []): unknown {
  /** A cache: the records of a list have the same names. */
  const kinds = new Map<string, Kind>();
  const kindNamed = (name: string) => {
    const kind = kinds.get(name) ?? kindOf(name);
    kinds.set(name, kind);
    return kind;
  };
  const isLink = (path: string) => links.some((link) => path === link || path.startsWith(`${link}.`));

  const walk = (value: unknown, name: string, path: string): unknown => {
    const kind = kindNamed(name);
    if (typeof value === 'string') {
      if (kind === 'headers' || hides(kind, value)) return unlessTemplate(value);
      return isLink(path) ? value : withoutSecretsInUrl(value);
    }
    if (typeof value === 'number') return hides(kind, value) ? HIDDEN : value;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => (kind === 'headers' ? withoutHeader(item) : walk(item, name, path)));
    if (kind === 'headers') return withMembers(value, unlessTemplate);
    const inside = hides(kind, value) ? () => name : nameIn(value);
    const members = withMembers(value, (member, key) => walk(member, inside(key), path === '' ? key : `${path}.${key}`));
    return kind === 'variables' ? withMembers(members, withoutSaid) : members;
  };
  return walk(root, '', '');
}

/** The name that describes a member: its own, but in a pair such as `{name: "X-Api-Key", value: …}` that of the pair. */
function nameIn(record: object): (key: string) => string {
  const [, named] = Object.entries(record).find(([key, value]) => (key === 'name' || key === 'key') && typeof value === 'string') ?? [];
  return (key) => (key === 'value' && typeof named === 'string' && 'value' in record ? named : key);
}

const withMembers = (value: object, change: (member: unknown, key: string) => unknown) =>
  Object.fromEntries(Object.entries(value).map(([key, member]) => [key, change(member, key)]));

/** A header in a list: `{name, value}`, `[name, value]` or one line. */
function withoutHeader(header: unknown): unknown {
  if (Array.isArray(header)) return header.map((part: unknown, at) => (at === 0 ? part : unlessTemplate(part)));
  if (typeof header !== 'object' || header === null) return unlessTemplate(header);
  return withMembers(header, (member, key) => (key === 'name' || key === 'key' ? member : unlessTemplate(member)));
}

/** What may precede a template and is no part of the secret: the name of a header, and the scheme. */
const BEFORE_TEMPLATE = /^(?:[\w-]{1,64}:)?\s{0,4}(?:(?:bearer|basic|digest|token|apikey|key)[\s=:]{0,4})?$/i;

function isTemplate(text: string): boolean {
  const begin = text.indexOf('{{');
  const end = text.lastIndexOf('}}');
  return begin >= 0 && end > begin && end + 2 === text.trimEnd().length && begin <= 100 && BEFORE_TEMPLATE.test(text.slice(0, begin));
}

function unlessTemplate(value: unknown): unknown {
  return value === null || value === '' || (typeof value === 'string' && isTemplate(value)) ? value : HIDDEN;
}

const IS_URL = /^\s*[a-z][a-z0-9+.-]{0,30}:\/\//i;

const withoutSaid = (value: unknown) => (typeof value === 'string' ? value.replaceAll(SAID, `$1$2${HIDDEN}`) : value);

/** XML or JSON as a text, such as TeXML. The URLs in it are settings, too. */
const IS_MARKUP = /^\s*[<{[]/;
const URL_IN_MARKUP = /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>\\]+/gi;

function withoutSecretsInUrl(value: string): string {
  if (IS_MARKUP.test(value)) return value.replaceAll(URL_IN_MARKUP, (url) => withoutSecretsInUrl(url));
  const [scheme] = IS_URL.exec(value) ?? [];
  if (scheme === undefined) return value;
  const [head = '', ...members] = partsOf(value.slice(scheme.length));
  const authorityEnds = head.search(/[/\\]/);
  const authority = authorityEnds < 0 ? head : head.slice(0, authorityEnds);
  const at = authority.lastIndexOf('@');
  const user = at < 0 ? '' : `${HIDDEN}@`;
  return `${scheme}${user}${head.slice(at + 1)}${members.map(withoutSecretMember).join('')}`;
}

/**
 * @param url without its scheme
 * @returns what precedes the query, then each parameter of query and fragment with its separator. A template is never split.
 */
function partsOf(url: string): string[] {
  const parts: string[] = [];
  let begin = 0;
  for (let at = 0, end = 0; at < url.length; at++) {
    if (end >= 0 && url.startsWith('{{', at)) {
      end = url.indexOf('}}', at + 2);
      if (end >= 0) at = end + 1;
    } else if ('?&#;'.includes(url.charAt(at))) {
      parts.push(url.slice(begin, at));
      begin = at;
    }
  }
  return [...parts, url.slice(begin)];
}

function withoutSecretMember(member: string): string {
  const equals = member.indexOf('=');
  if (equals < 0) return member;
  const written = member.slice(1, Math.min(equals, 200));
  const [decoded = written] = /[%+]/.test(written) ? new URLSearchParams(`${written}=`).keys() : [];
  const known = normalised(decoded);
  const secret = namesSecret(known) || SECRET_IN_QUERY.test(known);
  const value = member.slice(equals + 1);
  return secret && value !== '' && !isTemplate(value) ? `${member.slice(0, equals + 1)}${HIDDEN}` : member;
}

/** @returns whether {@link HIDDEN} is anywhere in a value that is to be stored: it would overwrite the secret that it replaced. */
export function holdsHidden(value: unknown, inVariables = false): boolean {
  if (typeof value === 'string') {
    return (
      value === HIDDEN ||
      (inVariables && value.includes(HIDDEN)) ||
      (IS_URL.test(value) && (value.includes(`=${HIDDEN}`) || value.includes(`${HIDDEN}@`)))
    );
  }
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, member]) => holdsHidden(member, inVariables || VARIABLES_NAME.test(name)));
}
