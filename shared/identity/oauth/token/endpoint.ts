import { clientHash, clientLabel } from '../../tokens/index.ts';
import { type Handler, json } from '../../../platform/index.ts';
import type { ClientResolver } from '../clients/index.ts';
import { OAuthError } from '../errors.ts';
import { clientIdOf, createClientCheck } from './client.ts';
import { readParameters, required } from './form.ts';
import { createIssue } from './issue.ts';
import type { Parts } from './parts.ts';
import { createCodeRedemption } from './redeem-code.ts';
import { createRefresh } from './refresh.ts';
import { createRefreshTokens } from './refresh-token.ts';

/** The handler of POST /token (OAuth 2.1 section 3.2): public clients, authorization codes with PKCE, rotating refresh tokens. */
export function createTokenEndpoint(parts: Parts & { readonly resolveClient: ClientResolver }): Handler {
  const { settings, secrets, log } = parts;
  const checkClient = createClientCheck(parts.resolveClient, settings);
  const refreshTokens = createRefreshTokens(secrets, settings.publicBaseUrl);
  const issue = createIssue(parts, refreshTokens);
  const grantTypes = new Map([
    ['authorization_code', createCodeRedemption(parts, issue)],
    ['refresh_token', createRefresh(parts, issue, refreshTokens)],
  ]);

  return async (request) => {
    const form = await readParameters(request);
    const grantType = required(form, 'grant_type');
    const clientId = clientIdOf(request, form);
    if (clientId === undefined) throw new OAuthError('invalid_client', 'The parameter client_id is missing.');
    await checkClient(clientId);
    const exchange = grantTypes.get(grantType);
    if (!exchange) throw new OAuthError('unsupported_grant_type', 'Use authorization_code or refresh_token.');
    const { subject, answer } = await exchange(form, clientId);
    log.info('token_issued', {
      subject,
      client: clientHash(clientId),
      client_id: clientLabel(clientId),
      scopes: answer.scope.split(' '),
      grant_type: grantType,
    });
    return json(200, answer, { pragma: 'no-cache' });
  };
}
