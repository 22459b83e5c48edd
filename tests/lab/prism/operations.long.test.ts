import { beforeAll, describe, expect, test } from '@jest/globals';
import { UpstreamClientError } from '../../../shared/telnyx/index.ts';
import { answerOf, type Operation } from '../../../shared/telnyx/operations/index.ts';
import { SAMPLE } from '../../app/contract/operations/sample.ts';
import { SAMPLE_EXTRACT } from '../../app/contract/operations/support/documents.ts';
import { exampleArguments } from '../../app/contract/operations/support/examples.ts';
import { HINTS } from '../../app/contract/operations/support/hints.ts';
import { operationNamed, OPERATIONS } from '../../app/contract/operations/support/operations.ts';
import { sendTo } from '../../app/contract/operations/support/send.ts';
import { use } from '../../support/index.ts';
import { installPrograms } from '../install-programs.ts';
import { PROGRAMS, startPrism } from './prism.ts';
import { startRecorder } from './recorder.ts';

beforeAll(() => installPrograms(PROGRAMS, 'Prism, 74 MB', (line) => process.stderr.write(`${line}\n`)), 600_000);

const OPERATIONS_OF_SAMPLE = Object.values(SAMPLE).flat().map(operationNamed);

/** What Prism has against a request, though nothing is wrong with it, or the document asks for what the index does not know. */
const EXCEPTIONS: Readonly<Record<string, Partial<Record<'least' | 'full', string>>>> = {
  // Prism looks for required names with brackets in another spelling.
  GetVerificationStatusHistory: { least: 'page%5b', full: 'page%5b' },
  // An empty form is no body to it.
  CreateTexmlQueue: { least: 'Your request is not valid' },
  UpdateTexmlCall: { least: 'Body parameter is required' },
  // Needs any one member.
  UpdatePronunciationDict: { least: 'must NOT have fewer than 1 properties' },
  // A text or a flag: in a URL both look alike.
  deleteUnsubscribeGroup: { full: 'must match exactly one schema in oneOf' },
};

describe('Prism in the place of Telnyx', () => {
  const prism = use(() => startPrism('static', [SAMPLE_EXTRACT]));
  const recorder = use(() => startRecorder(prism.url));

  async function tryCall(operation: Operation, isFull: boolean) {
    const before = recorder.judgements.length;
    const args = exampleArguments(operation, OPERATIONS, isFull, HINTS);
    const raw = sendTo(recorder.url, operation, args, OPERATIONS);
    const answer = await raw.then((each) => answerOf(operation, each, { args, drop: () => false })).catch((error: unknown) => error);
    const judgements = recorder.judgements.slice(before);
    // What Prism makes up does not always fit the document itself: that is not ours.
    const ours = judgements.flatMap(({ violations }) =>
      violations.filter(({ at }) => at.startsWith('request')).map(({ at, message }) => `${at}: ${message}`),
    );
    expect(judgements).toHaveLength(1);
    return { answer, ours };
  }

  describe.each([
    ['least', false],
    ['full', true],
  ] as const)('takes the %s request', (which, isFull) => {
    const tried = OPERATIONS_OF_SAMPLE.filter(({ id }) => EXCEPTIONS[id]?.[which] === undefined);
    test.each(tried.map((operation) => [operation.id, operation] as const))('of %s, whose answer is read', async (_id, operation) => {
      const { answer, ours } = await tryCall(operation, isFull);
      expect(ours).toEqual([]);
      expect(answer).not.toBeInstanceOf(Error);
      expect(answer).not.toEqual({});
    });

    const refused = OPERATIONS_OF_SAMPLE.flatMap((operation) => {
      const violation = EXCEPTIONS[operation.id]?.[which];
      return violation === undefined ? [] : [[operation.id, violation, operation] as const];
    });
    test.each(refused)('but for that of %s: %s', async (_id, violation, operation) => {
      const { answer, ours } = await tryCall(operation, isFull);
      const refusal = answer instanceof UpstreamClientError ? answer.problems.map(({ detail = '' }) => detail) : [];
      expect([...ours, ...refusal].join('\n')).toContain(violation);
    });
  });
});
