/** Status and message of each code (S3 API, "Error responses"). */
const CATALOGUE = {
  AccessDenied: [403, 'Access Denied'],
  AuthorizationHeaderMalformed: [400, 'The authorization header that you provided is not valid.'],
  BucketAlreadyExists: [409, 'The requested bucket name is not available. The bucket namespace is shared by all users of the system.'],
  BucketAlreadyOwnedByYou: [409, 'The bucket that you tried to create already exists, and you own it.'],
  InvalidAccessKeyId: [403, 'The access key ID that you provided does not exist in our records.'],
  InvalidArgument: [400, 'Invalid argument.'],
  InvalidBucketName: [400, 'The specified bucket is not valid.'],
  InvalidLocationConstraint: [400, 'The specified location constraint is not valid.'],
  InvalidRange: [416, 'The requested range is not satisfiable.'],
  InvalidURI: [400, 'The specified URI could not be parsed.'],
  MethodNotAllowed: [405, 'The specified method is not allowed against this resource.'],
  NoSuchBucket: [404, 'The specified bucket does not exist.'],
  NoSuchKey: [404, 'The specified key does not exist.'],
  PermanentRedirect: [301, 'The bucket that you are attempting to access must be addressed using the specified endpoint.'],
  SlowDown: [503, 'Reduce your request rate.'],
  TooManyBuckets: [400, 'You have attempted to create more buckets than are allowed.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

/** An error of S3. `details` become elements of its XML. */
export class S3Error extends Error {
  readonly code: keyof typeof CATALOGUE;
  readonly details: Readonly<Record<string, string>>;
  constructor(code: keyof typeof CATALOGUE, details: Readonly<Record<string, string>> = {}) {
    super(CATALOGUE[code][1]);
    this.code = code;
    this.details = details;
  }
  get status(): number {
    return CATALOGUE[this.code][0];
  }
}
