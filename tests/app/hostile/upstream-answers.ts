import fc from '../../support/fast-check.ts';
import { tools } from '../../../tools/index.ts';
import { CALLS, type Call } from '../contract/support/calls.ts';
import type { Fault } from '../../support/telnyx-controls.ts';
import { withWrongInsides } from './mutation.ts';
import { withoutWaiting } from './tool-calls.ts';
import { valuesOf } from './schema-values.ts';
import { oddHeader, oddText, oddValue } from './values.ts';

/** A call with right arguments, and what Telnyx answers to one of its requests. */
export interface AnswerCase {
  readonly call: Pick<Call, 'tool' | 'args'>;
  readonly fault: Fault;
}

const OK = [200, 200, 200, 201, 202, 204, 206, 299] as const;
const REFUSED = [400, 401, 402, 403, 404, 405, 409, 410, 413, 415, 418, 422, 451, 499] as const;
/** A read that meets one of these is repeated, after a wait. */
const FAILED = [408, 500, 501, 502, 503, 504, 520, 599] as const;
const ODD = [300, 301, 302, 304, 307, 308, 429] as const;

const status: fc.Arbitrary<number> = fc.oneof(
  { weight: 14, arbitrary: fc.constantFrom(...OK) },
  { weight: 6, arbitrary: fc.constantFrom(...REFUSED) },
  { weight: 1, arbitrary: fc.constantFrom(...FAILED) },
  { weight: 2, arbitrary: fc.constantFrom(...ODD) },
);

const problem = fc.record(
  {
    code: fc.oneof(fc.constantFrom<unknown>('10015', 10015, '90018', 'NoSuchBucket', '__proto__', 'constructor'), oddValue),
    title: fc.oneof(oddText, oddValue),
    detail: fc.oneof(oddText, oddValue),
    source: fc.oneof(fc.record({ pointer: fc.oneof(oddText, oddValue), parameter: oddValue }), oddValue),
    meta: oddValue,
  },
  { requiredKeys: [] },
);

/** The three kinds of error bodies that Telnyx has, and nothing of the kind. */
const errors: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      errors: fc.oneof(
        fc.array(problem, { maxLength: 4 }),
        fc.tuple(problem).map(([one]) => Array.from({ length: 60 }, () => one)),
        oddValue,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      detail: fc.oneof(
        fc.array(fc.record({ loc: fc.array(oddValue, { maxLength: 3 }), msg: oddValue, type: oddText }, { requiredKeys: [] }), {
          maxLength: 3,
        }),
        oddValue,
      ),
    }),
  },
  { weight: 1, arbitrary: oddValue },
);

const xml = fc
  .tuple(
    fc.constantFrom('ListBucketResult', 'ListAllMyBucketsResult', 'LocationConstraint', 'Error', 'CreateBucketConfiguration'),
    fc.array(
      fc.tuple(
        fc.constantFrom(
          'Name',
          'Contents',
          'Key',
          'Size',
          'Code',
          'Message',
          'Buckets',
          'Bucket',
          'IsTruncated',
          'NextContinuationToken',
          'LastModified',
          'CommonPrefixes',
          'Prefix',
        ),
        oddText,
      ),
      { maxLength: 6 },
    ),
    fc.constantFrom(
      '',
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]>',
      '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
      '<?xml version="9"?>',
    ),
    fc.constantFrom(
      (text: string) => text,
      (text: string) => text.slice(0, -4),
      (text: string) => `${text}${text}`,
      (text: string) => text.replaceAll('<Key>', '<Key><Key>'),
    ),
  )
  .map(([root, members, prolog, harm]) =>
    harm(
      `${prolog}<${root}>${members.map(([name, text]) => `<${name}>${text.replaceAll(/[<&]|\p{Cc}/gu, '')}</${name}>`).join('')}</${root}>`,
    ),
  );

/** What the tool hopes for, in each envelope that Telnyx uses, with wrong types anywhere in it. */
function bodies({ name, outputSchema }: (typeof tools)[number]): fc.Arbitrary<unknown> {
  const record = valuesOf(outputSchema);
  const wrapped = fc.oneof(
    record.map((data): unknown => ({ data })),
    record.map((data): unknown => ({ data: [data, data], meta: { page_number: 1, page_size: 20, total_pages: 2, total_results: 25 } })),
    record,
  );
  return fc.oneof(
    { weight: 8, arbitrary: withWrongInsides(wrapped, 1, 6) },
    { weight: 3, arbitrary: errors },
    { weight: 2, arbitrary: oddValue },
    { weight: 1, arbitrary: wrapped },
    { weight: /bucket|file/.test(name) ? 20 : 1, arbitrary: xml },
  );
}

const headers = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Record<string, string>>({}) },
  {
    weight: 2,
    arbitrary: fc.dictionary(
      fc.constantFrom(
        'content-type',
        'location',
        'etag',
        'last-modified',
        'x-amz-bucket-region',
        'x-request-id',
        'set-cookie',
        'content-range',
        'x-ratelimit-reset',
      ),
      fc.oneof(
        fc.constantFrom(
          'application/json',
          'text/html',
          'application/xml',
          'application/json; charset=utf-16',
          '0',
          '-1',
          '1e9',
          'http://169.254.169.254/',
        ),
        oddHeader,
      ),
      { minKeys: 1, maxKeys: 3 },
    ),
  },
  // One that is not: nothing can be unpacked.
  {
    weight: 1,
    arbitrary: fc.constantFrom<Record<string, string>>(
      { 'content-encoding': 'gzip' },
      { 'content-encoding': 'br' },
      { 'content-encoding': 'nothing' },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('600', '-5', 'x', '1e400', 'Fri, 31 Dec 9999 23:59:59 GMT', 'NaN').map((wait) => ({ 'retry-after': wait })),
  },
);

const RAW = [
  '',
  'nonsense\r\n\r\n',
  'HTTP/1.1 200 OK\r\n\r\n',
  'HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"data":',
  'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
  'HTTP/1.1 abc\r\n\r\n',
  'HTTP/1.1 200 OK\r\nx: \u0000\r\n\r\n',
  'HTTP/1.1 100 Continue\r\n\r\n',
  'HTTP/9.9 200 OK\r\n\r\n',
];

/** Answers that are no whole HTTP answers, or too much of one. */
const broken: fc.Arbitrary<Fault> = fc.oneof(
  fc.constantFrom(...RAW).map((raw) => ({ raw })),
  fc.constantFrom<Fault>(
    { drop: 'before' },
    { drop: 'after_accept' },
    { bytes: 6_000_000 },
    { gzip_bytes: 20_000_000 },
    { gzip_bytes: 200 },
    { bytes: 200 },
    { drip_ms: 1 },
    { delay_ms: 20 },
  ),
);

const requestOf = (request: string) => {
  const [method = '', template = ''] = request.split(' ');
  const path = template.split('?')[0] ?? '';
  const pattern = path
    .replace(/\/$/, '')
    .replace('{key}', '.+')
    .replace(/\{\w+\}/g, '[^/?]+');
  const region = path.startsWith('/{bucket}') || path === '/' ? '^/_s3/[^/]+' : '^';
  return { method, path: `${region}${pattern}/?(\\?|$)` };
};

const ofCall = (tool: (typeof tools)[number], { tool: name, args, requests }: Call): fc.Arbitrary<AnswerCase> =>
  fc
    .tuple(
      fc.constantFrom(...requests),
      fc.oneof(
        {
          weight: 14,
          arbitrary: fc
            .record({ status, body: bodies(tool), headers })
            .map(({ body, ...rest }): Fault => ({ ...rest, body: body ?? null })),
        },
        { weight: 1, arbitrary: broken },
      ),
      fc.boolean(),
    )
    .map(([request, fault, accept]) => ({
      call: { tool: name, args: withoutWaiting(name, args) as Call['args'] },
      fault: { ...requestOf(request), ...fault, ...(accept && { accept }) },
    }));

/** Answers to all tools that ask Telnyx, mostly of a good status with wrong insides. */
export const upstreamAnswers: fc.Arbitrary<AnswerCase> = fc.oneof(
  ...tools.flatMap((tool) => {
    const calls = CALLS.filter(({ tool: name, requests }) => name === tool.name && requests.length > 0);
    return calls.length === 0 ? [] : [fc.oneof(...calls.map((call) => ofCall(tool, call)))];
  }),
);
