const NAMES = new Intl.DisplayNames('en', { type: 'region' });

/** @param country ISO 3166-1 alpha-2 */
export const countryName = (country: string): string => NAMES.of(country) ?? country;
