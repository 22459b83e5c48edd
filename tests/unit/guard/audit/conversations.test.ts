import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createAuditTrail } from '../../../../shared/guard/audit/index.ts';
import { addressesIn } from '../../../../shared/guard/audit/addresses-in.ts';
import { createLogger } from '../../../../shared/platform/log/index.ts';
import { cacheSecrets } from '../../../../shared/platform/secrets/index.ts';
import { makeSecrets } from '../../../support/keys.ts';
import { HASH, principal, withoutHashes } from './captured-trail.ts';

const OWN = '+13125550100';
const PEER = '+13125550111';
const HOUR = 3_600_000;

const lines: string[] = [];
const log = createLogger((_level, line) => lines.push(line));
let now = Date.UTC(2026, 10, 27, 12);
const makeTrail = async () => createAuditTrail((await makeSecrets()).secrets, log, () => now);
/** Lines are written once the key is there, in the order of the calls. */
const written = async (count = 1) => {
  while (lines.length < count) await pause(1);
  return lines.map((line) => JSON.parse(line));
};
beforeEach(() => {
  lines.length = 0;
  now = Date.UTC(2026, 10, 27, 12);
});

describe('a conversation that a tool reads', () => {
  const readLine = async (args: unknown, result: unknown) => {
    const trail = await makeTrail();
    const tool = { name: 'get_conversation', risk: 'read', parties: { to: 'peer', from: 'own' } } as const;
    trail.ofRead({ requestId: 'r1', principal, clientName: 'Claude', tool, args, outcome: 'ok', result });
    const [line] = await written();
    return line;
  };

  test('is told by its two ends, masked and hashed, and never by its words', async () => {
    const result = { lines: ['27 Nov 14:02Z they: “Call +13125550199, my PIN is 4711”', '14:03 we: “Yes” [delivered, $0.0051]'] };
    const line = await readLine({ own: OWN, peer: [PEER], limit: 20 }, result);
    expect(line).toMatchObject({ subject: 't.o', to: ['+131***11'], to_hash: [HASH], from: ['+131***00'], from_hash: [HASH] });
    expect(line).not.toHaveProperty('seen');
    expect(withoutHashes(lines)).not.toMatch(/312555|my PIN|Yes/);
  });

  test('may be a group: each of it is told', async () => {
    expect((await readLine({ own: OWN, peer: [PEER, '+13125550122'] }, { lines: [] })).to).toEqual(['+131***11', '+131***22']);
  });

  test('is not taken for a number where its page begins', async () => {
    expect(await readLine({ own: OWN, peer: PEER, before: '1764252000000' }, { lines: [] })).not.toHaveProperty('about');
  });
});

describe('numbers in the lines of an answer', () => {
  const seenIn = (...shown: string[]) => addressesIn({ lines: shown }, 'answer');

  test('are those that name who wrote or called, each once', () => {
    expect(
      seenIn(
        `${OWN} ↔ ${PEER} · 4 min ago · they: “Can you move it to 3pm?” · waits for you`,
        `call ${OWN} ↔ +13125550122 · 1 h ago · we called: no answer`,
        `14:02Z ${PEER} → ${OWN}: “On my way”`,
      ),
    ).toEqual([OWN, PEER, '+13125550122']);
  });

  test('are none of those that somebody wrote', () => {
    expect(seenIn('14:02 they: “+13125550199” · waits for you', '14:03 they: “Call me at +13125550199')).toEqual([]);
  });

  test('are found in linear time', () => {
    expect(seenIn('“'.repeat(100_000), '+'.repeat(100_000), '1'.repeat(100_000))).toEqual([]);
  });
});

describe('a conversation that a page shows', () => {
  const shown = { subject: 't.o', page: '/conversations', own: OWN, others: [PEER], ids: [`id=t${'0'.repeat(32)}`] };

  test('has the same kind of line as a tool call: who, which page, both ends masked and hashed', async () => {
    const trail = await makeTrail();
    trail.ofPage(shown);
    expect(await written()).toEqual([
      {
        time: expect.any(String),
        level: 'info',
        event: 'audit',
        subject: 't.o',
        client: 'browser',
        tool: '/conversations',
        risk: 'read',
        outcome: 'ok',
        given: shown.ids,
        to: ['+131***11'],
        to_hash: [HASH],
        from: ['+131***00'],
        from_hash: [HASH],
        hash_key: 's1',
      },
    ]);
    expect(withoutHashes(lines)).not.toContain('312555');
  });

  test('has the hash by which tool calls about the same number are found', async () => {
    const trail = await makeTrail();
    trail.ofPage(shown);
    const tool = { name: 'get_conversation', risk: 'read', parties: { to: 'peer', from: 'own' } } as const;
    trail.ofRead({
      requestId: 'r1',
      principal,
      clientName: undefined,
      tool,
      args: { own: OWN, peer: '+1 312-555-0111' },
      outcome: 'ok',
      result: {},
    });
    const [page, call] = await written(2);
    expect(page.to_hash).toEqual(call.to_hash);
  });

  test('has one line an hour, however often the page refreshes itself; another conversation or person has its own', async () => {
    const trail = await makeTrail();
    // From the first look on, not from the full hour on.
    now += HOUR / 2;
    trail.ofPage(shown);
    trail.ofPage(shown);
    now += HOUR - 1;
    trail.ofPage(shown);
    trail.ofPage({ ...shown, others: ['+13125550122'] });
    trail.ofPage({ ...shown, subject: 't.p' });
    now += 1;
    trail.ofPage(shown);
    expect((await written(4)).map(({ subject, to }) => [subject, to[0]])).toEqual([
      ['t.o', '+131***11'],
      ['t.o', '+131***22'],
      ['t.p', '+131***11'],
      ['t.o', '+131***11'],
    ]);
  });

  test('is told as a list by the numbers in it', async () => {
    const trail = await makeTrail();
    trail.ofPage({ subject: 't.o', page: '/conversations', seen: [OWN, PEER, OWN] });
    const [line] = await written();
    expect(line).toMatchObject({ seen: ['+131***00', '+131***11'], seen_hash: [HASH, HASH], given: [] });
    expect(line).not.toHaveProperty('to');
  });

  test('is told without hashes where the key cannot be read', async () => {
    const broken = cacheSecrets(() => Promise.reject(new Error('down')));
    createAuditTrail(broken, log).ofPage(shown);
    const [line] = await written();
    expect(line).toMatchObject({ event: 'audit', to: ['+131***11'] });
    expect(lines.join()).not.toMatch(/_hash|hash_key/);
  });
});
