import { hash } from 'node:crypto';

/** SHA-256 of a client_id, base64url: ids can be long, and a code or a line of the log should not be. */
export const clientHash = (clientId: string): string => hash('sha256', clientId, 'base64url');

/** Longer ids are signed registrations, which nobody can read. */
const LONGEST_READABLE = 120;

/** What a log calls a client: its id, or the hash of one that is too long to read. */
export const clientLabel = (clientId: string): string => (clientId.length <= LONGEST_READABLE ? clientId : clientHash(clientId));
