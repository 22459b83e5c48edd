import { beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { contextFor } from '../../app/contract/support/run-tool.ts';
import { useClient, useStandIns, use } from '../../support/index.ts';
import { judged, notJudged, type Judge } from '../../support/judges.ts';
import { RECORDS } from '../../tools/index.ts';
import { startJourney } from '../../tools/support/journey.ts';
import type { ToolRecord } from '../../tools/support/record.ts';
import { STEPS } from '../../tools/support/steps.ts';
import { installPrograms } from '../install-programs.ts';
import { unexpected, usedExceptions, EXCEPTIONS } from './exceptions.ts';
import { PROGRAMS, startPrism } from './prism.ts';
import { startRecorder, type Recorder } from './recorder.ts';
import { callTool } from '../../support/call-tool.ts';

beforeAll(() => installPrograms(PROGRAMS, 'Prism, 74 MB', (line) => process.stderr.write(`${line}\n`)), 600_000);

/** Tools that ask the API: the storage has no OpenAPI document. */
const REST = RECORDS.filter(({ s3, requests }) => !s3 && requests.length > 0);

/** Looks in Telnyx's lists for what its arguments name: Prism's lists hold what it makes up. */
const LOOKS_FOR_ITS_OWN: ReadonlySet<string> = new Set(['connect_inbox']);

/** What Prism got of this work, which has to be something. */
async function during(recorder: Recorder, work: () => Promise<unknown>) {
  const before = recorder.judgements.length;
  await work();
  const judgements = recorder.judgements.slice(before);
  expect(judgements.length).toBeGreaterThan(0);
  return judgements;
}

describe.each(['static', 'dynamic'] as const)('Prism with %s answers', (mode) => {
  const judge: Judge = `Prism ${mode}`;
  const prism = use(() => startPrism(mode));
  const recorder = use(() => startRecorder(prism.url));

  async function tryCall({ tool }: ToolRecord, args: unknown): Promise<void> {
    const fits = z.fromJSONSchema(tool.outputSchema);
    const judgements = await during(recorder, async () => {
      const { structured } = await callTool(tool, args, contextFor(tool, recorder.url));
      expect(fits.safeParse(structured)).toMatchObject({ success: true });
    });
    // What Prism makes up does not always fit the document itself: that is not ours.
    const ours = judgements.flatMap(({ request, violations }) =>
      violations.filter(({ at }) => at.startsWith('request')).map(({ at, message }) => `${request}: ${at}: ${message}`),
    );
    expect(ours).toEqual([]);
  }

  test.each(REST.map((record) => [record.tool.name, record] as const))(
    'takes the requests of %s, which takes its answers',
    async (name, record) => {
      const { least, full } = record.calls;
      await tryCall(record, least.args);
      if (full !== undefined && full.requests?.length !== 0 && !LOOKS_FOR_ITS_OWN.has(name)) await tryCall(record, full.args);
      judged(judge, name);
    },
  );

  test('refuses a request that is wrong', async () => {
    const [judgement] = await during(recorder, () =>
      fetch(`${recorder.url}/messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"to":5}' }),
    );
    expect(judgement).toMatchObject({ status: 422, violations: [{ at: 'request.body.to' }] });
  });

  test('has no document of S3', () => {
    for (const { tool, s3 } of RECORDS.filter((record) => !REST.includes(record))) notJudged(judge, tool.name, s3 ? 'S3' : 'ours');
  });
});

describe('Prism between the app and the simulator', () => {
  const standIns = useStandIns();
  const prism = use(() => startPrism({ upstream: standIns.env['TELNYX_BASE_URL'] ?? '' }));
  const recorder = use(() => startRecorder(prism.url));
  const app = use(() => standIns.startApp({ TELNYX_BASE_URL: recorder.url }));
  const client = useClient(app);
  const journey = use(() => startJourney(standIns.telnyx));
  const used = new Set<string>();

  test.each(STEPS.map((step) => [step.name, step] as const))('has nothing against %s', async (_name, { tool, name, args }) => {
    const before = recorder.judgements.length;
    const { isError, text, structuredContent } = await client.call(tool, typeof args === 'function' ? await args(journey) : args);
    expect(isError === true ? text : undefined).toBeUndefined();
    journey.answered(name, structuredContent);
    const judgements = recorder.judgements.slice(before);
    expect(unexpected(judgements)).toEqual([]);
    for (const what of usedExceptions(judgements)) used.add(what);
    if (judgements.length > 0) judged('Prism proxy', tool);
    else notJudged('Prism proxy', tool, 'S3');
  });

  test('no exception is left that nothing needs', () => {
    expect([...used].sort()).toEqual(Object.keys(EXCEPTIONS).sort());
  });
});
