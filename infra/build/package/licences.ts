/** The accepted licences of runtime packages. */
import satisfies from 'spdx-satisfies';

/** Licences that allow distribution in a bundle together with their text (SPDX identifiers). */
const ACCEPTED = ['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/**
 * @param licence `license` of a package.json
 * @returns false also for what is not an SPDX expression
 */
export function isAccepted(licence: string): boolean {
  try {
    return satisfies(licence, ACCEPTED);
  } catch {
    return false;
  }
}
