import { z } from 'zod';
import { UnknownClientError, type Client } from './client.ts';
import { clientMetadata } from './client-metadata.ts';
import { cleanName } from './client-name.ts';
import { isRedirectUri } from './redirect-uri.ts';

/**
 * Whatever else `token_endpoint_auth_method` says is taken, and the client is a public one to us, as our metadata announces:
 * PKCE binds the code to whoever began. ChatGPT's document prefers private_key_jwt where it is offered; a document that allows
 * nothing else loses a proof that we never claim to have. Shared secrets the draft forbids (section 4.1): what is public is none.
 */
const SHARED_SECRET = /^client_secret_/;

const Document = z.object({
  ...clientMetadata,
  client_id: z.string(),
  redirect_uris: z.array(z.string()).min(1).max(20),
  token_endpoint_auth_method: z
    .string()
    .refine((method) => !SHARED_SECRET.test(method))
    .nullish(),
  client_secret: z.never().optional(),
  client_secret_expires_at: z.never().optional(),
});

/**
 * Reads what a host answered as the metadata document of a client. Redirect URIs that we do not allow are left out, for clients have them
 * for other servers; one must remain.
 * @param url The one that was asked.
 * @param origin The app's own.
 * @throws {@link UnknownClientError} `document_invalid`.
 */
export function parseDocument(text: string, url: URL, origin: string): Client {
  const { data } = Document.safeParse(parseJson(text));
  const redirectUris = data?.redirect_uris.filter((uri) => isRedirectUri(uri, 'metadata_document', origin)) ?? [];
  if (data?.client_id !== url.href || redirectUris.length === 0) throw new UnknownClientError('document_invalid');
  return {
    id: url.href,
    name: cleanName(data.client_name, url.hostname),
    redirectUris,
    source: 'metadata_document',
    host: url.hostname,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
