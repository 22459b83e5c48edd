/**
 * Entra ID's errors: AADSTS codes with their OAuth error code, HTTP status and text.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

export interface EntraError {
  /** The number after AADSTS. */
  readonly code: number;
  readonly status: number;
  /** OAuth 2.0 error code (RFC 6749 4.1.2.1 and 5.2). */
  readonly error: string;
  readonly text: string;
  /** `error_subcode` of a redirect: `cancel` where the person pressed Cancel. */
  readonly subcode?: string;
  /** `suberror` in the token endpoint's answer. */
  readonly suberror?: string;
}

const entraError = (code: number, status: number, error: string, text: string): EntraError => ({ code, status, error, text });
const noFederatedIdentity = (what: string, value: unknown) =>
  `No matching federated identity record found for presented assertion ${what} '${String(value)}'. ` +
  'Check your federated identity credential Subject, Audience and Issuer against the presented assertion.';

/** Errors whose text names a value. */
export const entraErrorFor = {
  unknownTenant: (tenant: string) =>
    entraError(
      90002,
      400,
      'invalid_request',
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
    ),
  unknownClient: (clientId: string, tenantId: string) =>
    entraError(
      700016,
      400,
      'unauthorized_client',
      `Application with identifier '${clientId}' was not found in the directory '${tenantId}'.`,
    ),
  redirectMismatch: (redirectUri: string, clientId: string) =>
    entraError(
      50011,
      400,
      'invalid_request',
      `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'.`,
    ),
  missingParameter: (name: string) =>
    entraError(900144, 400, 'invalid_request', `The request body must contain the following parameter: '${name}'.`),
  grantType: (given: string) => entraError(70003, 400, 'unsupported_grant_type', `The app requested an unsupported grant type '${given}'.`),
  badSecret: (clientId: string) =>
    entraError(
      7000215,
      401,
      'invalid_client',
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    ),
  assertionIssuer: (issuer: unknown) => entraError(700211, 401, 'invalid_client', noFederatedIdentity('issuer', issuer)),
  assertionAudience: (audience: unknown) => entraError(700212, 401, 'invalid_client', noFederatedIdentity('audience', audience)),
  assertionSubject: (subject: unknown) => entraError(700213, 401, 'invalid_client', noFederatedIdentity('subject', subject)),
  replyAddress: (given: string, wanted: string) =>
    entraError(
      500112,
      401,
      'invalid_client',
      `The reply address '${given}' does not match the reply address '${wanted}' provided when requesting Authorization code.`,
    ),
} as const;

/** Errors with a fixed text. */
export const entraErrors = {
  responseType: entraError(70005, 400, 'unsupported_response_type', "The stand-in knows the response_type 'code' only."),
  responseMode: entraError(70007, 400, 'invalid_request', "The stand-in knows the response_mode 'query' only."),
  scope: entraError(70011, 400, 'invalid_scope', "The provided value for the input parameter 'scope' is not valid: 'openid' is missing."),
  pkceRequired: entraError(
    9002325,
    400,
    'invalid_request',
    'Proof Key for Code Exchange is required (code_challenge with code_challenge_method S256).',
  ),
  promptNone: entraError(50058, 400, 'login_required', 'A silent sign-in request was sent but no user is signed in.'),
  declined: { ...entraError(65004, 400, 'access_denied', 'User declined to consent to access the app.'), subcode: 'cancel' },
  signInService: entraError(50000, 500, 'server_error', 'There was an error issuing a token or an issue with our sign-in service.'),
  unknownUser: entraError(50034, 400, 'invalid_request', 'The user account does not exist in the directory.'),
  unknownControl: entraError(9002313, 400, 'invalid_request', 'Invalid request. The stand-in has no test control of that name.'),
  credentialMissing: entraError(
    7000218,
    401,
    'invalid_client',
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  ),
  assertionMalformed: entraError(50027, 401, 'invalid_client', 'JWT token is invalid or malformed.'),
  assertionSignature: entraError(700027, 401, 'invalid_client', 'Client assertion failed signature validation.'),
  assertionTime: entraError(700024, 401, 'invalid_client', 'Client assertion is not within its valid time range.'),
  malformedCode: entraError(9002313, 400, 'invalid_grant', 'Invalid request. Request is malformed or invalid.'),
  redeemedCode: entraError(
    54005,
    400,
    'invalid_grant',
    'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  ),
  expiredCode: entraError(
    70008,
    400,
    'invalid_grant',
    'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  ),
  malformedRefreshToken: entraError(9002313, 400, 'invalid_grant', 'Invalid request. Request is malformed or invalid.'),
  expiredRefreshToken: {
    ...entraError(700082, 400, 'invalid_grant', 'The refresh token has expired due to inactivity.'),
    suberror: 'bad_token',
  },
  verifierMismatch: entraError(
    501481,
    400,
    'invalid_grant',
    'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  ),
} as const satisfies Record<string, EntraError>;

/** Errors of one person, at sign-in and at a refresh: the account's state, or a policy. */
export const personErrors = {
  disabled: entraError(50057, 400, 'invalid_grant', 'The user account is disabled.'),
  deleted: entraError(
    500341,
    400,
    'invalid_grant',
    'The user account has been deleted from the directory. To sign into this application, the account must be added to the directory.',
  ),
  unassigned: entraError(
    50105,
    400,
    'invalid_grant',
    'Your administrator has configured the application to block users unless they are specifically granted (assigned) access to the application.',
  ),
  conditional_access: {
    ...entraError(53003, 400, 'interaction_required', 'Access has been blocked by Conditional Access policies.'),
    suberror: 'message_only',
  },
  mfa: {
    ...entraError(
      50076,
      400,
      'interaction_required',
      'Due to a configuration change made by your administrator, you must use multi-factor authentication.',
    ),
    suberror: 'basic_action',
  },
  password_changed: {
    ...entraError(50173, 400, 'invalid_grant', 'The provided grant has expired due to it being revoked, a fresh auth token is needed.'),
    suberror: 'bad_token',
  },
  sign_in_frequency: {
    ...entraError(
      70043,
      400,
      'invalid_grant',
      'The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.',
    ),
    suberror: 'bad_token',
  },
} as const satisfies Record<string, EntraError>;

/** Errors of the token endpoint that do not depend on the person. */
export const serviceErrors = {
  directory_down: entraError(90033, 503, 'temporarily_unavailable', 'A transient error has occurred. Please try again.'),
  throttled: entraError(90055, 429, 'temporarily_unavailable', 'The tenant is throttled because there are too many requests. Try again.'),
  loop: entraError(50196, 400, 'invalid_grant', 'The server terminated an operation because it encountered a client request loop.'),
  app_disabled: entraError(7000112, 401, 'unauthorized_client', 'The application is disabled.'),
  secret_expired: entraError(7000222, 401, 'invalid_client', 'The provided client secret keys for the app are expired.'),
} as const satisfies Record<string, EntraError>;

/** The body of Entra's error answers. A redirect carries the same `error_description`. */
export interface ErrorBody {
  readonly error: string;
  readonly error_description: string;
  readonly suberror?: string;
  readonly error_codes: readonly number[];
  readonly timestamp: string;
  readonly trace_id: string;
  readonly correlation_id: string;
  readonly error_uri: string;
}

/** Adds ids and time. The correlation id is the caller's `client-request-id`, if it sent one. */
export function errorBody(error: EntraError, headers: IncomingHttpHeaders): ErrorBody {
  const traceId = randomUUID();
  const correlationId = z.uuid().safeParse(headers['client-request-id']).data ?? randomUUID();
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    error: error.error,
    ...(error.suberror === undefined ? {} : { suberror: error.suberror }),
    error_description: `AADSTS${error.code}: ${error.text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [error.code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${error.code}`,
  };
}
