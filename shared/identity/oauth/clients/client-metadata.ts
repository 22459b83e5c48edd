import { z } from 'zod';

/** A list that, if it is given, has the value we need: clients may do more with other servers. */
const listWith = (value: string) =>
  z
    .array(z.string())
    .refine((list) => list.includes(value), `must contain ${value}`)
    .nullish();

/** What documents and registrations have in common (RFC 7591 section 2): the authorization code flow is the only one we have. */
export const clientMetadata = {
  client_name: z.string('must be text').nullish(),
  grant_types: listWith('authorization_code'),
  response_types: listWith('code'),
};
