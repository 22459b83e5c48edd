import { listConversations } from '../../tools/inbox/list-conversations.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(listConversations, {
  // Nothing has come for an hour: is anything connected?
  requests: ['GET /messaging_profiles', 'GET /call_control_applications'],
  answers: [{ data: [] }, { data: [] }],
  gathers: true,
  doesWithout: true,
  calls: {
    least: { args: {} },
    full: { args: { own: '+1 (312) 555-0100', limit: 100, before: 'f~7999~0123456789abcdef' }, requests: [] },
  },
  refused: { 'more than a page': { limit: 101 }, 'a key of a row that is none': { before: "f' or 'a' eq 'a" } },
  needs: ['telnyx.read'],
  steps: [
    {
      after: ['wait_for, for an answer'],
      args: {},
      shows: (matchers) => ({
        lines: matchers.arrayContaining([
          matchers.stringMatching(/^\+13125550100 ↔ \+13125550177 · .* · they: “Can you move it to 3pm\?” · waits for you$/),
        ]) as unknown,
      }),
    },
  ],
});
