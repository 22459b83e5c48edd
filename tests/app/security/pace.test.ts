import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { GUARD_DEFAULTS_ON, legacy, login, modern, telnyxControls, useApp } from '../../support/index.ts';

const ERAS = { legacy, modern } as const;
type Era = keyof typeof ERAS;

// A limit of a day: no test ends in the next minute and begins in the one before.
const app = useApp({ settings: { ...GUARD_DEFAULTS_ON, LIMIT_MESSAGES: '10/day' } });

const Result = z.object({
  result: z.object({
    isError: z.boolean().default(false),
    content: z.tuple([z.object({ text: z.string() })]),
    structuredContent: z.object({ needs_approval: z.object({ open: z.string() }).optional() }).optional(),
  }),
});

interface Call {
  readonly era: Era;
  readonly token: string;
  readonly args: object;
}

/** Counters change one call after the other. Whoever waits too long in line is told to come back: how many are, is up to the machine. */
const COME_BACK = /^Too many calls wait in line: nothing was done\./;

async function callPatiently(name: string, { era, token, args }: Call): Promise<z.output<typeof Result>['result']> {
  const answer = await ERAS[era](app, 'tools/call', { name, arguments: args }, { token });
  const { result } = Result.parse(await answer.json());
  return COME_BACK.test(result.content[0].text) ? callPatiently(name, { era, token, args }) : result;
}

/** Calls a tool many times at once. */
async function callAtOnce(name: string, calls: readonly Call[]) {
  const results: z.output<typeof Result>['result'][] = [];
  const requests = await telnyxControls(app).during(() =>
    Promise.all(calls.map(async (each) => results.push(await callPatiently(name, each)))),
  );
  return { results, posts: requests.filter(({ method }) => method === 'POST') };
}

const many = <Each>(count: number, of: (at: number) => Each) => Array.from({ length: count }, (_, at) => of(at));

test.each([
  ['legacy', 'operator'],
  ['modern', 'manager'],
] as const)('G2, G19, D4: of forty texts at once by five tokens of one person as many go as the limit says: %s', async (era, user) => {
  const tokens = await Promise.all(many(5, () => login(app, { user })));
  const calls = many(40, (at) => ({
    era,
    token: tokens[at % tokens.length] ?? '',
    args: { from: '+13125550100', to: `+1312555${1100 + at}`, text: `Text ${at}` },
  }));
  const { results, posts } = await callAtOnce('send_message', calls);
  const refused = results.filter(({ isError }) => isError);
  expect([posts.length, refused.length]).toEqual([10, 30]);
  for (const { content } of refused) {
    expect(content[0].text).toMatch(/^Limit reached: 10 messages a day for one person \(LIMIT_MESSAGES\)\. Nothing was sent\. Free again /);
  }
});

test('G25: of twelve orders at once, in both eras, five wait for the person, and nothing is bought', async () => {
  const token = await login(app);
  const calls = many(12, (at) => ({
    era: at % 2 === 0 ? ('legacy' as const) : ('modern' as const),
    token,
    args: { phone_numbers: [{ phone_number: `+131255501${20 + at}` }] },
  }));
  const { results, posts } = await callAtOnce('create_number_order', calls);
  const waiting = results.flatMap(({ structuredContent }) => structuredContent?.needs_approval?.open ?? []);
  expect([posts, waiting.length, new Set(waiting).size]).toEqual([[], 5, 5]);
  for (const { content } of results.filter(({ isError }) => isError)) {
    expect(content[0].text).toMatch(/^5 requests already wait for the person\. Nothing was bought\. /);
  }
});
