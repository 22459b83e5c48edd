import { S3Error } from './errors.ts';

/** Everything below lies `/{region}/{bucket}/{key}`: path style, with the region in place of its host. */
export const S3_PREFIX = '/_s3/';

/** Where a request goes. Without a bucket: to the endpoint itself; without a key: to the bucket. */
export interface S3Target {
  readonly region: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
}

/**
 * @param url the raw URL, neither decoded nor normalised
 * @throws {@link S3Error} InvalidURI for broken percent-encoding
 */
export function readTarget(url: string): S3Target {
  const [path = '', search] = url.slice(S3_PREFIX.length).split(/\?(.*)/s);
  const [region = '', bucket = '', ...key] = path.split('/');
  try {
    return { region, bucket: decodeURIComponent(bucket), key: decodeURIComponent(key.join('/')), query: new URLSearchParams(search) };
  } catch {
    throw new S3Error('InvalidURI');
  }
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=(\S+)\/\d{8}\/[a-z0-9-]+\/s3\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=[0-9a-f]{64}$/;

/**
 * The access key id of a Signature V4 header, which is the API key; "" where there is no header. Telnyx checks nothing else of it but its
 * form.
 *
 * @throws {@link S3Error} AuthorizationHeaderMalformed
 */
export function accessKeyOf(authorization: string | undefined): string {
  if (authorization === undefined) return '';
  const [, key, signed = ''] = AUTHORIZATION.exec(authorization) ?? [];
  const names = signed.split(';');
  if (key === undefined || !names.includes('host') || !names.includes('x-amz-date')) throw new S3Error('AuthorizationHeaderMalformed');
  return key;
}
