import { json, type Handler, type Settings } from '../../../platform/index.ts';
import { clientHash, clientLabel } from '../../tokens/index.ts';
import { createBlockList, parseDocumentUrl, UnknownClientError, type ClientResolver } from '../clients/index.ts';
import { OAuthError } from '../errors.ts';
import { clientIdOf, readParameters, required } from '../request-parameters.ts';
import { createIssue, createRefreshTokens, type TokenDeps } from './token-response.ts';
import { createCodeRedemption } from './redeem-code.ts';
import { createRefresh } from './refresh.ts';

/** The handler of POST /token (OAuth 2.1 section 3.2): public clients, authorization codes with PKCE, rotating refresh tokens. */
export function createTokenEndpoint(deps: TokenDeps & { readonly resolveClient: ClientResolver }): Handler {
  const { settings, secrets, log } = deps;
  const checkClient = createClientCheck(deps.resolveClient, settings);
  const refreshTokens = createRefreshTokens(secrets, settings.publicBaseUrl);
  const issue = createIssue(deps, refreshTokens);
  const grantTypes = new Map([
    ['authorization_code', createCodeRedemption(deps, issue)],
    ['refresh_token', createRefresh(deps, issue, refreshTokens)],
  ]);

  return async (request) => {
    const form = await readParameters(request);
    const grantType = required(form, 'grant_type');
    const clientId = clientIdOf(request, form);
    if (clientId === undefined) throw new OAuthError('invalid_client', 'The parameter client_id is missing.');
    await checkClient(clientId);
    const exchange = grantTypes.get(grantType);
    if (!exchange) throw new OAuthError('unsupported_grant_type', 'Use authorization_code or refresh_token.');
    const { subject, response } = await exchange(form, clientId);
    log.info('token_issued', {
      subject,
      client: clientHash(clientId),
      client_id: clientLabel(clientId),
      scopes: response.scope.split(' '),
      grant_type: grantType,
    });
    return json(200, response, { pragma: 'no-cache' });
  };
}

/**
 * Checks that a client_id may be one of ours, without a request to anyone: metadata documents are fetched by the authorization request, and
 * codes and tokens hold the client_id that they were issued to.
 *
 * @returns a function that throws OAuthError `invalid_client`, upon which clients register again; SecretUnavailableError
 */
function createClientCheck(
  resolveClient: ClientResolver,
  { publicBaseUrl, blockedClients }: Pick<Settings, 'publicBaseUrl' | 'blockedClients'>,
): (clientId: string) => Promise<void> {
  const ownHost = new URL(publicBaseUrl).hostname;
  const blocked = createBlockList(blockedClients);
  return async (clientId) => {
    if (blocked.hasId(clientId)) throw blockedClient();
    try {
      if (clientId.startsWith('https://')) parseDocumentUrl(clientId, ownHost);
      else await resolveClient(clientId);
    } catch (error) {
      if (!(error instanceof UnknownClientError)) throw error;
      throw error.reason === 'blocked' ? blockedClient() : unknownClient();
    }
  };
}

const unknownClient = () => new OAuthError('invalid_client', 'There is no such client here: register it again.');
const blockedClient = () => new OAuthError('invalid_client', 'The operator of this server blocked this client.');
