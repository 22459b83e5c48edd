import { AppError } from '../../../platform/index.ts';

/** An OAuth client as it made itself known. All of them are public: none holds a secret. */
export interface Client {
  readonly id: string;
  /** As it calls itself: cleaned of control characters and cut to 80. Never proof of anything. */
  readonly name: string;
  readonly redirectUris: readonly string[];
  /** How it is known: by the document that its id points to (or our copy of it), by registration, by the operator. */
  readonly source: 'metadata_document' | 'registration' | 'configuration';
  /** The host that vouches for it: that of its metadata document. */
  readonly host: string | undefined;
}

/** Why there is no such client. For the person's page and the log; clients only learn `invalid_client`. */
export type ClientFailure = 'unknown' | 'blocked' | 'document_refused' | 'document_unreachable' | 'document_failed' | 'document_invalid';

export class UnknownClientError extends AppError {
  override readonly name = 'UnknownClientError';
  readonly code = 'unknown_client';
  readonly failure: ClientFailure;
  constructor(failure: ClientFailure) {
    super(`Unknown client: ${failure}.`);
    this.failure = failure;
  }
}

/**
 * Who a client_id is.
 * @param mayFetch Whether whoever asks may make us fetch one more metadata document; only called where one is needed.
 * @throws {@link UnknownClientError}; SecretUnavailableError.
 */
export type ClientResolver = (clientId: string, mayFetch?: () => boolean) => Promise<Client>;
