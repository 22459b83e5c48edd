import { z } from 'zod';
import { abridged, visibleText } from '../../../platform/index.ts';

/** If the list is present, it must contain the value that we need: clients may support more for other servers. */
const listWith = (value: string) =>
  z
    .array(z.string())
    .refine((list) => list.includes(value), `must contain ${value}`)
    .nullish();

/** Members that metadata documents and registrations share (RFC 7591 section 2). The authorization code flow is the only one we support. */
export const clientMetadata = {
  client_name: z.string('must be text').nullish(),
  grant_types: listWith('authorization_code'),
  response_types: listWith('code'),
};

/** In characters. */
const LONGEST_NAME = 80;

/** Unassigned and private-use characters: fonts show them as boxes or not at all. */
const WITHOUT_SHAPE = /[\p{Cn}\p{Co}]/gu;

/**
 * @param given the name that the client gave itself
 * @param fallback the name to use if nothing visible is left
 * @returns one line of visible characters; after 80 it ends with “…”
 */
export function cleanName(given: string | null | undefined, fallback: string): string {
  const line = visibleText((given ?? '').normalize('NFC').replace(/\s+/g, ' '))
    .replace(WITHOUT_SHAPE, '')
    .trim();
  return line === '' ? fallback : abridged(line, LONGEST_NAME);
}
