import { z } from 'zod';
import { path, type TelnyxClient } from '../rest/index.ts';
import { isForbidden, readAll } from './lists.ts';
import { ProfileId } from './profile-id.ts';

/** Telnyx writes `2025-04-28 12:00:38.631252+00:00`. */
const Time = z
  .string()
  .transform((written) => Date.parse(written.replace(' ', 'T')))
  .refine((time) => !Number.isNaN(time))
  .optional()
  .catch(undefined);

const OptOut = z.object({ to: z.string().regex(/^\+\d{7,15}$/), messaging_profile_id: ProfileId, created_at: Time });

/**
 * @param since ms since the epoch
 * @returns who has opted out since; the time of one without a readable time is `since`. Undefined for a list that this key may not read: an empty
 *   one would say that nobody has opted out
 */
export async function readOptOuts(telnyx: TelnyxClient, since: number) {
  const query = { 'created_at[gte]': new Date(since).toISOString() };
  try {
    const found = await readAll(telnyx, { path: path`/messaging_optouts`, item: OptOut, query });
    return found.map(({ to, messaging_profile_id, created_at }) => ({
      number: to,
      profileId: messaging_profile_id,
      at: created_at ?? since,
    }));
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw error;
  }
}
