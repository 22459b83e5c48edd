/** Which licences the packages that the app brings along may have. */
import satisfies from 'spdx-satisfies';

/** SPDX identifiers of licences that allow what we do: to pass the code on in a bundle, with their text beside it. */
const ACCEPTED = ['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/** In: `license` of a package.json. Out: whether the choice or the sum that it names is covered; what is no SPDX expression is not. */
export function isAccepted(licence: string): boolean {
  try {
    return satisfies(licence, ACCEPTED);
  } catch {
    return false;
  }
}
