import { scopesOfRoles, type SignedIn } from '../identity/index.ts';
import type { Place } from '../platform/index.ts';

/** The places of the navigation that a person may see; without one, those that anybody may. */
export const placesOf = (person: Pick<SignedIn, 'roles'> | undefined): readonly Place[] => [
  'Connect',
  'Access',
  ...(person?.roles.includes('Owner') ? (['Activity'] as const) : []),
  ...(person && scopesOfRoles(person.roles).includes('telnyx.read') ? (['Conversations'] as const) : []),
];
