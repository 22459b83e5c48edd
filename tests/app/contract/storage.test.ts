import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { tools } from '../../../tools/index.ts';
import { CALLS } from './support/calls.ts';
import { readOpenApi } from './support/openapi.ts';
import { requestChecker } from './support/request-checker.ts';
import { KEY, runTool } from './support/run-tool.ts';
import { operationOf, REGION, s3Answer } from './support/s3-edge.ts';

const PRESIGNED = 'POST /storage/buckets/{bucketName}/{objectName}/presigned_url';
const check = requestChecker(readOpenApi(), [PRESIGNED]);

const AUTHORIZATION = new RegExp(
  `^AWS4-HMAC-SHA256 Credential=${KEY}/\\d{8}/[a-z0-9-]+/s3/aws4_request, SignedHeaders=[a-z0-9;-]+, Signature=[0-9a-f]{64}$`,
);

const toolNamed = (name: string) => {
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) throw new Error(`No tool ${name}`);
  return tool;
};

describe.each(CALLS.filter(({ s3 }) => s3).map((call) => [call.tool, call.what, call] as const))('%s, %s', (name, _what, call) => {
  test('makes the requests of its contract, each to the right region, with the key in its header only', async () => {
    const { error, seen } = await runTool(toolNamed(name), call.args, s3Answer);
    expect(error).toBeUndefined();
    expect(seen.map(operationOf)).toEqual(call.requests);
    for (const one of seen) {
      const isS3 = one.url.startsWith('/_s3/');
      expect(one.headers.authorization).toMatch(isS3 ? AUTHORIZATION : new RegExp(`^Bearer ${KEY}$`));
      expect(one.url + one.body + JSON.stringify({ ...one.headers, authorization: '' })).not.toContain(KEY);
      if (operationOf(one).includes('{key}') && isS3) expect(one.url).toMatch(new RegExp(`^/_s3/${REGION}/`));
    }
  });

  test('gives what fits its output schema, without the key or a token', async () => {
    const tool = toolNamed(name);
    const { result } = await runTool(tool, call.args, s3Answer);
    expect(z.fromJSONSchema(tool.outputSchema).safeParse(result?.structured).error).toBeUndefined();
    expect(JSON.stringify(result)).not.toMatch(new RegExp(`${KEY}|hush`));
  });

  test("asks the API as Telnyx's document says", async () => {
    const { seen } = await runTool(toolNamed(name), call.args, s3Answer);
    const asked = seen.filter((one) => !one.url.startsWith('/_s3/'));
    expect(asked).toHaveLength(call.requests.filter((request) => request === PRESIGNED).length);
    expect(asked.flatMap((one) => check(PRESIGNED, one))).toEqual([]);
  });
});
