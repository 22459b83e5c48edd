import { readForm } from '../../platform/index.ts';
import type { TokenNames } from '../tokens/index.ts';
import { OAuthError } from './errors.ts';

/** Parameters by name. A parameter without a value counts as omitted (RFC 6749 section 3.2). */
export type Form = ReadonlyMap<string, string>;

const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * Reads the form of a request, of at most 16 KiB.
 *
 * @throws OAuthError `invalid_request`, `invalid_target`; the errors of readForm
 */
export async function readParameters(request: Request): Promise<Form> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== FORM_TYPE) throw new OAuthError('invalid_request', `Send the parameters as a form: Content-Type ${FORM_TYPE}.`);
  const form = await readForm(request);
  // RFC 8707 section 2 allows several resources, but each of our tokens is for one.
  if (form.getAll('resource').length > 1) throw new OAuthError('invalid_target', 'Name one resource.');
  if (new Set(form.keys()).size < form.size) throw new OAuthError('invalid_request', 'Duplicate parameter.');
  return new Map([...form].filter(([, value]) => value !== ''));
}

/** @throws OAuthError `invalid_request` if the parameter is missing */
export function required(form: Form, name: string): string {
  const value = form.get(name);
  if (value === undefined) throw new OAuthError('invalid_request', `The parameter ${name} is missing.`);
  return value;
}

/**
 * The client_id of a request: from the form, where public clients send it, or from a Basic header, whose secret is ignored (RFC 6749 section
 * 2.3.1).
 *
 * @throws OAuthError `invalid_client` if the two differ
 */
export function clientIdOf(request: Request, form: Form): string | undefined {
  const inForm = form.get('client_id');
  const inHeader = basicName(request.headers.get('authorization') ?? '');
  if (inForm !== undefined && inHeader !== undefined && inForm !== inHeader) {
    throw new OAuthError('invalid_client', 'The Authorization header names another client than the form.');
  }
  return inForm ?? inHeader;
}

/** Name and secret are encoded as in forms, so a colon in either is encoded. Some clients do not encode: the last colon separates. */
function basicName(header: string): string | undefined {
  const encoded = /^basic +([\w+/=-]+)$/i.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString();
  const name = pair.slice(0, Math.max(0, pair.lastIndexOf(':')));
  if (name === '') return undefined;
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}

/**
 * The audience that a `resource` parameter names. Its scheme and host may be spelled in any case; a trailing slash and the query that narrows
 * an endpoint are ignored.
 *
 * @param resource the parameter, if there is one
 * @param fallback the audience without it
 * @returns one of the accepted audiences
 * @throws OAuthError `invalid_target`
 * @see RFC 8707 section 2
 */
export function audienceOf(resource: string | null | undefined, { accepted }: TokenNames, fallback: string): string {
  if (resource === null || resource === undefined) return fallback;
  const url = URL.canParse(resource) && !resource.includes('#') ? new URL(resource) : undefined;
  const plain = url && url.username === '' && url.password === '' ? `${url.origin}${url.pathname.replace(/\/$/, '')}` : undefined;
  const known = accepted.find((each) => each === plain);
  if (known === undefined) throw new OAuthError('invalid_target', `resource must be ${accepted.join(' or ')}.`);
  return known;
}

/** RFC 6749 section 3.3. */
const SCOPE_TOKENS = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/** Scopes that clients request out of habit. They have no effect: there is no id_token here, and a refresh token is always issued. */
const HABITUAL_SCOPES: ReadonlySet<string> = new Set(['', 'openid', 'profile', 'email', 'address', 'phone', 'offline_access']);

/** Whether a `scope` parameter contains only characters that scopes may have. */
export const isScopeText = (scope: string): boolean => SCOPE_TOKENS.test(scope);

/** Whether a `scope` parameter is empty or names only scopes without effect here. */
export const isHabitual = (scope: string): boolean => scope.split(' ').every((word) => HABITUAL_SCOPES.has(word));
