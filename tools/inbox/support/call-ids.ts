import { z } from 'zod';

/** Names a call: what create_call answers with, or what its legs share. */
export const CALL = {
  call_control_id: z.string().min(1).max(512).optional(),
  call_session_id: z
    .string()
    .regex(/^[\w:.-]{1,128}$/, 'Expected a call_session_id.')
    .optional(),
};
