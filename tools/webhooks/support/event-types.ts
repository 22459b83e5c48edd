import { z } from 'zod';

/** Names of events, as a list or with commas between them. */
export const EventTypes = z.preprocess(
  (given) => (typeof given === 'string' ? given.split(',').map((name) => name.trim()) : given),
  z
    .array(
      z
        .string()
        .overwrite((name) => name.trim().toLowerCase())
        .regex(/^[a-z0-9_.]{1,64}$/, 'Expected event types, such as call.initiated or message.received.'),
    )
    .min(1)
    .max(20),
);
