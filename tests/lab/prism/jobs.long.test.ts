import { beforeAll, describe, expect, test } from '@jest/globals';
import { SAMPLE_EXTRACT } from '../../app/contract/operations/support/documents.ts';
import { EXTRACT } from '../../app/contract/support/openapi.ts';
import { decide } from '../../app/e2e/approvals/person.ts';
import { GUARD_DEFAULTS_ON, login, use, useStandIns } from '../../support/index.ts';
import { judged } from '../../support/judges.ts';
import { installPrograms } from '../install-programs.ts';
import { plainRequest, startJobAnswers } from './job-answers.ts';
import { JOB_CLIENTS } from './job-clients.ts';
import { CALLERS, JOBS, type Step, type Told } from './jobs.ts';
import { PROGRAMS, startPrism } from './prism.ts';
import { startRecorder, type Judgement } from './recorder.ts';

beforeAll(() => installPrograms(PROGRAMS, 'Prism, 74 MB', (line) => process.stderr.write(`${line}\n`)), 600_000);

/** The product's own guards, with a page before everything that is more than reading. Nobody is called at night: tests run at every hour. */
const SETTINGS = {
  ...GUARD_DEFAULTS_ON,
  CONFIRM_OUTBOUND: 'page',
  CONFIRM_DESTRUCTIVE: 'page',
  QUIET_HOURS: 'off',
};

/** The guard looks up whose number a sender is. */
const isMore = ({ request }: Judgement): boolean => !request.startsWith('GET /phone_numbers?');

describe.each(JOB_CLIENTS)('$client of $version', ({ version, opensPages, connect }) => {
  const standIns = useStandIns();
  const telnyx = use(() => startJobAnswers(Object.values(JOBS).flat(), standIns.env['TELNYX_BASE_URL'] ?? ''));
  const prism = use(() => startPrism({ upstream: telnyx.url }, [EXTRACT, SAMPLE_EXTRACT]));
  const recorder = use(() => startRecorder(prism.url));
  const app = use(() => standIns.startApp({ ...SETTINGS, TELNYX_BASE_URL: recorder.url }));
  /** How much Telnyx had been told to do when the person was asked. */
  const askedAfter: number[] = [];
  let presses: 'once' | 'no' = 'once';
  const open = async (url: string) => {
    askedAfter.push(recorder.judgements.filter(isMore).length);
    return decide(url, 'owner', presses);
  };
  const client = use(async () => connect(new URL('/mcp/stream', app.url), await login(app, { user: 'owner' }), open));

  /** What Telnyx got of some work, and what of it is more than the guard's looking. */
  async function during<Result>(work: () => Promise<Result>) {
    const before = recorder.judgements.length;
    const result = await work();
    const judgements = recorder.judgements.slice(before);
    return { result, judgements, done: judgements.filter(isMore) };
  }

  /** Calls, and where a person has to decide before, lets them do so. */
  async function callAndDecide({ caller, operation, asks = false }: Pick<Step, 'caller' | 'operation' | 'asks'>, args: object) {
    const call = () => client.call(caller, { operation_id: operation, arguments: args });
    if (!asks || opensPages) return call();
    const { structured } = await call();
    expect(structured).toMatchObject({ sent: false, needs_approval: { open: expect.stringContaining(`${app.url}/approvals/`) } });
    await open((structured['needs_approval'] as { open: string }).open);
    return call();
  }

  /** One step, as a model does it that has only the person's words. */
  async function takeStep(step: Step, told: Told): Promise<unknown> {
    const { says, operation, caller, request, body, answers, tells = answers, beside = {}, asks = false } = step;
    const found = await client.call('find_operations', { query: says });
    expect(found.structured).toMatchObject({
      operations: expect.arrayContaining([expect.objectContaining({ operation_id: operation, call_with: caller })]),
    });
    const described = await client.call('describe_operation', { operation_id: operation });
    expect(described.structured).toMatchObject({ operation_id: operation, call_with: caller });

    const args = typeof step.args === 'function' ? step.args(told) : step.args;
    const { judgements: sentByOthers } = await during(async () => {
      for (const other of CALLERS.filter((each) => each !== caller)) {
        const refused = await client.call(other, { operation_id: operation, arguments: args });
        expect(refused).toMatchObject({ isError: true, text: expect.stringContaining(`Nothing was done. Call it with ${caller}.`) });
      }
    });
    expect(sentByOthers).toEqual([]);

    const doneBefore = recorder.judgements.filter(isMore).length;
    askedAfter.length = 0;
    const { result, judgements, done } = await during(() => callAndDecide(step, args));
    expect(result.isError ? result.text : '').toBe('');
    expect(judgements.flatMap(({ violations }) => violations)).toEqual([]);
    expect(done.map((each) => [plainRequest(each.request), each.sent])).toEqual([[request, body]]);
    expect(askedAfter).toEqual(asks ? [doneBefore] : []);
    expect(result.structured['answer']).toEqual(tells);
    expect(result.structured).toMatchObject(beside);

    if (caller === 'send_operation' || caller === 'buy_operation') {
      const again = await during(() => client.call(caller, { operation_id: operation, arguments: args }));
      expect(again.result.structured).toHaveProperty('duplicate_of');
      expect(again.done).toEqual([]);
    }
    return result.structured;
  }

  test('speaks its version', () => {
    expect(client.version).toBe(version);
  });

  test.each(Object.entries(JOBS))('does the whole job: %s', async (_name, steps) => {
    const told: Record<string, unknown> = {};
    for (const step of steps) {
      told[step.operation] = await takeStep(step, told);
      judged('Prism proxy', step.caller);
    }
  });

  test('sends nothing where the person says no', async () => {
    presses = 'no';
    const args = { connection_id: '1293384261075731461', from: '+13125550100', to: '+13125550159', media_name: 'referral.pdf' };
    const { result, done } = await during(() => callAndDecide({ operation: 'SendFax', caller: 'send_operation', asks: true }, args));
    expect(result).toMatchObject({ isError: true, text: expect.stringContaining('The person said no') });
    expect(done).toEqual([]);
  });
});
