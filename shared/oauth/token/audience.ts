import type { TokenNames } from '../../auth/index.ts';
import { OAuthError } from '../errors.ts';
import type { Form } from './form.ts';

/** The resource that a token request names (RFC 8707 section 2), or `otherwise`. Errors: OAuthError `invalid_target` for one that is not ours. */
export function audienceOf(form: Form, names: TokenNames, otherwise: string): string {
  const asked = form.get('resource') ?? otherwise;
  if (names.accepted.includes(asked)) return asked;
  throw new OAuthError('invalid_target', `This server issues tokens for ${names.audience} only.`);
}
