import type { Settings } from '../../../platform/index.ts';

import { createBlockList, parseDocumentUrl, UnknownClientError, type ClientResolver } from '../clients/index.ts';
import { OAuthError } from '../errors.ts';
import type { Form } from './form.ts';

/**
 * The client_id of a request: from the form, where public clients send it, or from a Basic header, whose secret means nothing here (RFC
 * 6749 section 2.3.1). Errors: OAuthError `invalid_client` where the two differ.
 */
export function clientIdOf(request: Request, form: Form): string | undefined {
  const inForm = form.get('client_id');
  const inHeader = basicName(request.headers.get('authorization') ?? '');
  if (inForm !== undefined && inHeader !== undefined && inForm !== inHeader) {
    throw new OAuthError('invalid_client', 'The Authorization header names another client than the form.');
  }
  return inForm ?? inHeader;
}

/**
 * Makes a check that a client_id may be one of ours, without a call to anybody: a metadata document was read when the code was asked for, and
 * code and tokens hold the client_id they were made for. What the check throws: OAuthError `invalid_client`, upon which clients register
 * again; SecretUnavailableError.
 */
export function createClientCheck(
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
      throw error.failure === 'blocked' ? blockedClient() : unknownClient();
    }
  };
}

const unknownClient = () => new OAuthError('invalid_client', 'There is no such client here: register it again.');
const blockedClient = () => new OAuthError('invalid_client', 'The operator of this server blocked this client.');

/** Name and secret are encoded as in forms, so that a colon in one is no separator; some clients forget that: the last colon separates. */
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
