/** Stands where a secret was. */
const HIDDEN = '[hidden]';

const SECRET_NAME = /^(.*_)?(secret|password|token|api_?key|private_?key|authorization|credentials?)$/;
const SECRET_IN_QUERY = /^(.*_)?(key|sig|signature|auth)$/;
const HEADERS_NAME = /headers$/;

/** `Bearer {{#integration_secret}}crm-token{{/integration_secret}}` names a secret, but does not tell it. */
const TEMPLATE = /\{\{.*\}\}/s;

const IS_URL = /^[a-z][a-z0-9+.-]*:\/\//i;
/** Separator, name and value of one member of a query or fragment; `#` and `&` of a template belong to its value. */
const QUERY_MEMBER = /([?&#])([^=&#?{}]{1,200})=((?:\{\{[^{}]{0,200}\}\}|[^&#])*)/g;

/** `X-Api-Key`, `xApiKey` and `x_api_key` are one name. */
const normalised = (name: string) =>
  name
    .replaceAll(/([a-z0-9])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$&_')
    .replaceAll(/[-.\s]+/g, '_')
    .toLowerCase();

/**
 * In: a setting of an assistant, of any shape. Out: the same with {@link HIDDEN} for members named like secrets, in queries of
 * URLs, too, and for the values of headers (webhooks of tools often carry a key there) unless those are templates.
 */
export function withoutSecrets(value: unknown, name = ''): unknown {
  const known = normalised(name);
  if (typeof value === 'string') return SECRET_NAME.test(known) ? unlessTemplate(value) : withoutSecretsInUrl(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => (HEADERS_NAME.test(known) ? withoutHeaderValue(item) : withoutSecrets(item, name)));
  return withMembers(value, HEADERS_NAME.test(known) ? unlessTemplate : withoutSecrets);
}

const withMembers = (value: object, change: (member: unknown, key: string) => unknown) =>
  Object.fromEntries(Object.entries(value).map(([key, member]) => [key, change(member, key)]));

function unlessTemplate(value: unknown): unknown {
  return value === null || (typeof value === 'string' && TEMPLATE.test(value)) ? value : HIDDEN;
}

/** In: a header of a list, as `{name, value}` or as one line. */
const withoutHeaderValue = (header: unknown) =>
  typeof header === 'object' && header !== null
    ? withMembers(header, (member, key) => (key === 'value' ? unlessTemplate(member) : withoutSecrets(member, key)))
    : unlessTemplate(header);

function withoutSecretsInUrl(value: string): string {
  if (!IS_URL.test(value)) return value;
  return value.replaceAll(QUERY_MEMBER, (whole: string, separator: string, name: string, member: string) => {
    const [decoded = ''] = new URLSearchParams(`${name}=`).keys();
    const known = normalised(decoded);
    const secret = (SECRET_NAME.test(known) || SECRET_IN_QUERY.test(known)) && member !== '' && !TEMPLATE.test(member);
    return secret ? `${separator}${name}=${HIDDEN}` : whole;
  });
}

/** Whether {@link HIDDEN} stands anywhere in what is to be written: it would overwrite the secret that it hides. */
export function holdsHidden(value: unknown): boolean {
  if (typeof value === 'string') return value === HIDDEN || (IS_URL.test(value) && value.includes(`=${HIDDEN}`));
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsHidden);
}
