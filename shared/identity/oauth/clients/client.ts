import { AppError } from '../../../platform/index.ts';

/** An OAuth client. All are public clients: none holds a secret. */
export interface Client {
  readonly id: string;
  /** As the client calls itself, without invisible characters and cut after 80. It proves nothing. */
  readonly name: string;
  readonly redirectUris: readonly string[];
  /** Where it is known from: the metadata document at its id (or our built-in copy), a registration, or the operator's settings. */
  readonly source: 'metadata_document' | 'registration' | 'configuration';
  /** The host of its metadata document, which proves who publishes it. */
  readonly host: string | undefined;
}

/** Why there is no such client. For the person's page and the log; clients only learn `invalid_client`. */
export type ClientErrorReason =
  'unknown' | 'blocked' | 'document_refused' | 'document_unreachable' | 'document_failed' | 'document_invalid';

export class UnknownClientError extends AppError {
  override readonly name = 'UnknownClientError';
  readonly code = 'unknown_client';
  readonly reason: ClientErrorReason;
  constructor(reason: ClientErrorReason) {
    super(`Unknown client: ${reason}.`);
    this.reason = reason;
  }
}

/**
 * Finds the client of a client_id.
 *
 * @param mayFetch whether this caller may cause one more fetch of a metadata document; called only when a fetch is needed
 * @throws UnknownClientError, SecretUnavailableError
 */
export type ClientResolver = (clientId: string, mayFetch?: () => boolean) => Promise<Client>;
