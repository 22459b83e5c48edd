import { z } from 'zod';
import { isTrustedRedirect, type Client } from '../clients/index.ts';
import { shownName } from './client-name.ts';

/** Who asks, as pages show it. */
export const Asker = z.object({
  /** As it calls itself. */
  name: z.string(),
  source: z.enum(['metadata_document', 'registration', 'configuration']),
  /** The host that vouches for it. */
  host: z.string().optional(),
  /** Whether an error may go to its redirect URI at once; else a person presses a button first (RFC 9700 section 4.11.2). */
  trusted: z.boolean(),
});

export type Asker = z.output<typeof Asker>;

/**
 * @param redirectUri The one of this request.
 * @param origin The app's own.
 */
export const askerOf = (client: Client, redirectUri: string, origin: string): Asker => ({
  name: shownName(client.name),
  source: client.source,
  host: client.host,
  trusted: isTrustedRedirect(client, redirectUri, origin),
});
