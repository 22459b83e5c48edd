import { createHash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import type { AxiosResponse } from 'axios';
import { UpstreamClientError, UpstreamKeyError } from '../errors.ts';
import { exchange, PathSegmentError, withKey, type ApiKey, type Http, type TelnyxCall } from '../rest/index.ts';

/** One S3 request to the endpoint of a region. */
export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  readonly region: string;
  /** Encoded, from the root of the endpoint. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export type SendS3 = (request: S3Request) => Promise<AxiosResponse<Buffer>>;

interface Parts {
  /** URL of the endpoints, with `{region}` for the region. */
  readonly urlTemplate: string;
  readonly apiKey: ApiKey;
  readonly http: () => Promise<Http>;
}

/** Bytes as they are stored, whatever their Content-Encoding. */
const AS_STORED = { responseType: 'arraybuffer', decompress: false } as const;

/**
 * Sends S3 requests for one tool call, signed with AWS Signature Version 4. Telnyx takes the API key as access key id and checks nothing else
 * of the signature; it is valid all the same, for a stricter gateway. Every S3 operation here may be repeated.
 */
export function createSender({ urlTemplate, apiKey, http }: Parts, { signal, timeoutMs }: TelnyxCall): SendS3 {
  const deadline = Date.now() + timeoutMs;
  return ({ method, region, path, query = {}, headers = {}, body }) => {
    const url = `${urlTemplate.replace('{region}', region)}${path}${queryString(query)}`;
    return withKey(apiKey, async (key) => {
      const signed = await sign({ method, region, url, headers, body, key });
      const asked = { method, url, headers: signed, data: body, key, signal, deadline, retry: 'transient' as const, reading: AS_STORED };
      try {
        return await exchange<Buffer>(await http(), asked);
      } catch (error) {
        const code = error instanceof UpstreamClientError ? error.problems.map((problem) => problem.code).find(isKeyCode) : undefined;
        if (!(error instanceof UpstreamClientError) || code === undefined) throw error;
        return new UpstreamKeyError(code === 'InvalidAccessKeyId', error.status, error);
      }
    });
  };
}

/** The second may also be about the clock, or about what a proxy changed. */
const KEY_CODES = new Set(['InvalidAccessKeyId', 'SignatureDoesNotMatch']);

const isKeyCode = (code: string | undefined): boolean => code !== undefined && KEY_CODES.has(code);

type Unsigned = Pick<S3Request, 'method' | 'region'> & {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  readonly key: string;
};

async function sign({ method, region, url, headers, body, key }: Unsigned): Promise<Record<string, string>> {
  const hash = createHash('sha256')
    .update(body ?? '')
    .digest('hex');
  const signer = new AwsV4Signer({
    method,
    url,
    headers: { ...headers, 'x-amz-content-sha256': hash },
    accessKeyId: key,
    secretAccessKey: key,
    service: 's3',
    region,
  });
  const signed = await signer.sign();
  return { ...Object.fromEntries(signed.headers), 'accept-encoding': 'identity' };
}

function queryString(query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encoded(value)}`]));
  return given.length === 0 ? '' : `?${given.join('&')}`;
}

/** @throws {@link PathSegmentError} */
function encoded(value: string): string {
  if (!value.isWellFormed()) throw new PathSegmentError('An argument holds half a character (a lone surrogate).');
  return encodeURIComponent(value);
}
