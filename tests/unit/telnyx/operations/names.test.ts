import { describe, expect, test } from '@jest/globals';
import { namedLike } from '../../../../shared/telnyx/operations/names.ts';

describe('names with wildcards', () => {
  const isNamed = namedLike('host *_pin pin_* *webhook*url* a*b*a');

  test.each(['host', '_pin', 'external_pin', 'pin_', 'pin_code', 'webhookurl', 'my_webhook_event_url_2', 'aba', 'abxa', 'axxbxxa'])(
    '%s is one of them',
    (name) => {
      expect(isNamed(name)).toBe(true);
    },
  );

  test.each(['', 'Host', 'hosts', 'a_host', 'pin', 'spin', 'external_PIN', 'url_webhook', 'webhook', 'webhoo_url', 'aa', 'ab', 'axa'])(
    '%j is not',
    (name) => {
      expect(isNamed(name)).toBe(false);
    },
  );
});
