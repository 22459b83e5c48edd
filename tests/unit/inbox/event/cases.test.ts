import { describe, expect, test } from '@jest/globals';
import { eventId, isInterim, readEvent } from '../../../../shared/inbox/event/index.ts';
import { bodyOf, CASES } from '../support/cases.ts';
import { EXPECTED } from './expected-events.ts';

const EMPTY = {
  message: { statuses: [], problems: [], media: [] },
  call: {},
  other: {},
};

describe('cases of webhooks', () => {
  test('each has its expectation, and each expectation its case', () => {
    expect([...CASES.keys()].sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  test.each(Object.entries(EXPECTED))('%s is read as what it means', (name, expected) => {
    expect(readEvent(bodyOf(name))).toEqual({ ...EMPTY[expected.kind as keyof typeof EMPTY], ...expected });
  });

  test('no two of them have the same id, but the one that came twice', () => {
    const ids = [...CASES].map(([name, { body }]) => [eventId(body), name] as const);
    const twice = ids.filter(([id]) => ids.filter(([other]) => other === id).length > 1);
    expect(twice.map(([, name]) => name).sort()).toEqual(['message-received-sms', 'message-received-sms-again']);
    expect(ids.every(([id]) => /^[0-9a-f]{16}$/.test(id))).toBe(true);
  });

  test('only the first guess of a transcription is interim', () => {
    expect([...CASES].filter(([, { body }]) => isInterim(readEvent(body))).map(([name]) => name)).toEqual(['call-transcription-interim']);
  });
});
