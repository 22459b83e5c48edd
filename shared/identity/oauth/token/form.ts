import { readForm } from '../../../platform/index.ts';
import { OAuthError } from '../errors.ts';

/** Parameters by name. A parameter without a value counts as left out (RFC 6749 section 3.2). */
export type Form = ReadonlyMap<string, string>;

const FORM_TYPE = 'application/x-www-form-urlencoded';

/** In: a request with a form. Out: its parameters. Errors: OAuthError; those of readForm, 16 KiB at most. */
export async function readParameters(request: Request): Promise<Form> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== FORM_TYPE) throw new OAuthError('invalid_request', `Send the parameters as a form: Content-Type ${FORM_TYPE}.`);
  const form = await readForm(request);
  // RFC 8707 section 2 lets a client name several resources: a token of ours is for one.
  if (form.getAll('resource').length > 1) throw new OAuthError('invalid_target', 'Name one resource.');
  if (new Set(form.keys()).size < form.size) throw new OAuthError('invalid_request', 'A parameter stands there twice.');
  return new Map([...form].filter(([, value]) => value !== ''));
}

/** In: parameters; the name of one that must be there. Errors: OAuthError `invalid_request`. */
export function required(form: Form, name: string): string {
  const value = form.get(name);
  if (value === undefined) throw new OAuthError('invalid_request', `The parameter ${name} is missing.`);
  return value;
}
