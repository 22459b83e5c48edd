import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { cutTo } from '../../../../shared/telnyx/operations/cut.ts';
import { isSecretMember } from '../../../../shared/telnyx/operations/index.ts';
import { FIXTURE } from './make-secret-answers.ts';
import { INDEX } from './operation-list.ts';

const ANSWERS = Object.entries(z.record(z.string(), z.array(z.string())).parse(JSON.parse(readFileSync(FIXTURE, 'utf8'))));

const MARK = 's3cret';
const told = (answer: unknown) => cutTo(answer, { room: 1_000_000, at: 'data', drop: isSecretMember }).value;

/** An answer with a value at the end of a way, and other members beside each step. */
function answerWith(way: readonly string[], value: unknown): unknown {
  const [step, ...rest] = way;
  if (step === undefined) return value;
  const inside = answerWith(rest, value);
  return step === '[]' ? [inside] : { id: 'seen', [step]: inside, name: 'seen' };
}

describe('secrets in answers', () => {
  test('are in 117 operations, 37 of them reads', () => {
    const reads = INDEX.operations.filter((each) => each.class === 'read').map(({ method, path }) => `${method} ${path}`);
    expect(ANSWERS).toHaveLength(117);
    expect(ANSWERS.filter(([key]) => reads.includes(key))).toHaveLength(37);
  });

  test.each(ANSWERS)('%s tells none', (_key, ways) => {
    for (const way of ways)
      for (const secret of [MARK, [MARK], { any: MARK }, 's3cret{{a}}']) {
        const shown = JSON.stringify(told(answerWith(way.split('.'), secret)));
        expect([way, shown]).toEqual([way, expect.not.stringContaining(MARK)]);
        expect(shown).toContain('"name":"seen"');
      }
  });

  test.each(['pin', 'puk1', 'activation_code', 'account_key', 'password'])('%s of digits is one, too', (name) => {
    expect(told({ [name]: 1234, id: 5 })).toEqual({ id: 5 });
  });

  test('what only names a secret, turns a page, counts, or is empty stays', () => {
    const answer = {
      ...{ support_key: 'a', llm_api_key_ref: 'b', api_key_ref: 'c', certificate_ref: 'd', public_key_ref: 'e', meta_url_title: 'f' },
      ...{ page_token: 'g', next_page_token: 'h', NextPageToken: 'i', cursor: 'j', page: { after: 'k' }, pinned: 'l', spin: 'm' },
      ...{
        prompt_tokens: 1,
        total_tokens: 2,
        max_tokens: 3,
        tokens: 4,
        output_token: 5,
        has_password: true,
        pin: false,
        api_key: null,
        token: '',
      },
      ...{ pinSms: 'Your code is @OTP_PIN@', phone_number: '+13125550100', download_url: 'https://files.example.com/?sig=x' },
    };
    expect(told({ data: [answer] })).toEqual({ data: [answer] });
  });

  test('what the typed tools hide is a secret here, too', () => {
    for (const name of ['authorization', 'cookie', 'passphrase', 'X-Api-Key', 'clientSecret', 'signing_key'])
      expect([name, isSecretMember(name, MARK)]).toEqual([name, true]);
  });
});
