import { parseDocumentUrl } from '../clients/document-url.ts';
import { UnknownClientError, type ClientResolver } from '../clients/index.ts';
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
 * In: how clients are resolved; our own host. Out: a check that a client_id may be one of ours, without a call to anybody: a metadata
 * document was read when the code was asked for, and code and tokens hold the client_id they were made for. Errors of the check:
 * OAuthError `invalid_client`, upon which clients register again; SecretUnavailableError.
 */
export function createClientCheck(resolveClient: ClientResolver, ownHost: string): (clientId: string) => Promise<void> {
  return async (clientId) => {
    try {
      if (clientId.startsWith('https://')) parseDocumentUrl(clientId, ownHost);
      else await resolveClient(clientId);
    } catch (error) {
      throw error instanceof UnknownClientError ? unknownClient() : error;
    }
  };
}

const unknownClient = () => new OAuthError('invalid_client', 'There is no such client here: register it again.');

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
