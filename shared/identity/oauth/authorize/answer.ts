import { seeOther } from '../../../platform/index.ts';

/** Where an answer goes, and what goes along with every one. */
export interface ReturnAddress {
  readonly redirectUri: string;
  /** As it came; left out where none came. */
  readonly state?: string | undefined;
}

/** A code, or why there is none: the members of an OAuthError. */
type Outcome = { readonly code: string } | { readonly code: string; readonly description: string };

/**
 * The authorization response (RFC 6749 section 4.1.2, RFC 9207): a redirect by 303 to the client's URI, whose own query stays as it is.
 * Whether it may go there without a person's press of a button, the caller knows.
 */
export function answerClient({ redirectUri, state }: ReturnAddress, issuer: string, outcome: Outcome): Response {
  const answer = 'description' in outcome ? { error: outcome.code, error_description: outcome.description } : { code: outcome.code };
  const parameters = new URLSearchParams({ ...answer, ...(state !== undefined && { state }), iss: issuer });
  const target = new URL(redirectUri);
  target.search = target.search === '' ? `${parameters}` : `${target.search}&${parameters}`;
  return seeOther(target.href);
}
