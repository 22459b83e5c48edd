/** Stands where a secret was. */
const HIDDEN = '[hidden]';

const SECRET_NAME = /^(.*_)?(secret|password|token|api_key|private_key|authorization|credentials?)$/i;
const HEADER_LIST = /headers$/i;

/** `Bearer {{#integration_secret}}crm-token{{/integration_secret}}` names a secret, but does not tell it. */
const TEMPLATE = /\{\{.*\}\}/s;

/**
 * In: a setting of an assistant, of any shape. Out: the same with {@link HIDDEN} for members named like secrets and for the
 * values of headers (webhooks of tools often carry a key there) unless those are templates.
 */
export function withoutSecrets(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return SECRET_NAME.test(name) && !TEMPLATE.test(value) ? HIDDEN : value;
  if (Array.isArray(value)) return value.map((item) => (HEADER_LIST.test(name) ? withoutHeaderValue(item) : withoutSecrets(item)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutSecrets(member, key)]));
}

function withoutHeaderValue(header: unknown): unknown {
  if (typeof header !== 'object' || header === null) return header;
  return Object.fromEntries(
    Object.entries(header).map(([key, member]) => [key, key === 'value' && !TEMPLATE.test(String(member)) ? HIDDEN : member]),
  );
}

/** Whether {@link HIDDEN} stands anywhere in what is to be written: it would overwrite the secret that it hides. */
export function holdsHidden(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === HIDDEN;
  return Object.values(value).some(holdsHidden);
}
