import { z } from 'zod';

/** The id of a messaging profile, in lower case so that ids compare. Undefined: Telnyx names none. */
export const ProfileId = z.string().min(1).toLowerCase().optional().catch(undefined);
