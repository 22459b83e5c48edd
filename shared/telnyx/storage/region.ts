/** Where Telnyx keeps buckets (Cloud Storage documentation, "API endpoints"). */
export const STORAGE_REGIONS = ['us-central-1', 'us-east-1', 'us-west-1', 'eu-central-1', 'ap-southeast-1', 'ca-central-1'] as const;

/** Where to ask about all buckets. Telnyx says that any endpoint will do; an older page says that the one in the EU knows its own alone. */
export const HOME_REGIONS = ['us-central-1', 'eu-central-1'] as const;

/** What an empty LocationConstraint means (S3 API, GetBucketLocation). */
const UNNAMED_REGION = 'us-east-1';

const REGION = /^[a-z]{2}-[a-z]{2,20}-\d$/;

/** In: a LocationConstraint. Out: the region, or undefined for a text that must not become a part of a host name. */
export function regionOf(constraint: string): string | undefined {
  if (constraint === '') return UNNAMED_REGION;
  return REGION.test(constraint) ? constraint : undefined;
}
