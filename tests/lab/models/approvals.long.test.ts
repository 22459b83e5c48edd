import { beforeAll, expect, test } from '@jest/globals';
import { useApp } from '../../support/index.ts';
import { decide } from '../../app/e2e/approvals/person.ts';
import { message, sentBy, TO } from '../../app/e2e/approvals/asking.ts';
import { installPrograms } from '../install-programs.ts';
import { converse, PROGRAMS, type Conversations } from './conversations.ts';
import { ROWS } from './rows.ts';
import type { Call, Task } from './tasks.ts';

/** A slow registry is no error of a client. */
const INSTALL_MS = 900_000;

/** Claude Code declares that it shows forms and opens URLs, and declines by itself where nobody is there. */
const [CLAUDE_CODE] = ROWS;
const app = useApp({ settings: { CONFIRM_OUTBOUND: 'page', DUPLICATES: '' } });

beforeAll(
  () => installPrograms(PROGRAMS, 'clients that give tools to a model, 1.1 GB', (line) => process.stderr.write(`${line}\n`)),
  INSTALL_MS,
);

/** A model that goes its way whatever it is told. */
const stubborn =
  (...calls: readonly Call[]): Task =>
  (results) =>
    Promise.resolve(calls[results.length]);

const text = (words: string): Call => ({ tool: 'send_message', args: message(words) });
const LINK = /http:\/\/localhost:\d+\/approvals\/[\w-]{22}/;

test('G13: a model that is told no rewords, splits and takes another tool: nothing leaves but what the person allowed', async () => {
  const seen: Conversations[] = [];
  const talk = async (task: Task) => {
    seen.push(await converse(CLAUDE_CODE, app, new Map([['tell them', task]])));
    return (
      seen
        .at(-1)
        ?.results.get('tell them')
        ?.map(({ result }) => result) ?? []
    );
  };
  const call: Call = { tool: 'create_call', args: { connection_id: '1293384261075731499', from: '+13125550100', to: TO } };
  let told: readonly string[] = [];
  const alone = await sentBy(app, async () => {
    told = await talk(stubborn(text('See you at nine'), text('See you at 9'), text('See you'), call));
  });
  expect(told.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => expect.stringContaining('Not confirmed. Nothing was sent.')));
  expect(told).toHaveLength(4);
  expect(alone).toEqual([]);

  const [link] = LINK.exec(told[0] ?? '') ?? [];
  expect(await decide(link, 'owner', 'once')).toMatch(/^Approved/);
  const agreed = await sentBy(app, async () => {
    told = await talk(stubborn(text('See you at nine'), text('See you at nine'), text('See you at nine!')));
  });
  expect(told).toEqual([
    expect.not.stringContaining('Not confirmed'),
    expect.stringContaining('duplicate_of'),
    expect.stringContaining('Not confirmed. Nothing was sent.'),
  ]);
  expect(agreed).toMatchObject([{ text: 'See you at nine' }]);
  expect(seen.map(({ exitCode, errors }) => ({ exitCode, errors }))).toEqual([
    { exitCode: 0, errors: [] },
    { exitCode: 0, errors: [] },
  ]);
}, 240_000);
