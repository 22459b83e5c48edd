import type { Account } from './account.ts';
import type { GuardedCall } from './call.ts';
import type { Facts } from './facts/index.ts';
import type { Heard, HeardKeyword, HeardOf } from './heard.ts';

interface Parts {
  /** Undefined: there is no inbox. */
  readonly heard: Heard | undefined;
  readonly account: Pick<Account, 'profileOf'>;
}

/** Asks what the recipients of a call have answered, in their order. Rejects as {@link Heard.of} does, and with errors of Telnyx. */
type Hearing = (call: GuardedCall, facts: Facts) => Promise<readonly (HeardOf | undefined)[]>;

export function createHearing({ heard, account }: Parts): Hearing {
  const placed = async (keyword: HeardKeyword): Promise<HeardKeyword> => {
    const { own, profileId } = keyword;
    if (profileId !== undefined) return { ...keyword, profileId: profileId.toLowerCase() };
    return own === undefined ? keyword : { ...keyword, profileId: await account.profileOf(own) };
  };

  return async ({ tool }, { recipients }) => {
    const { counts } = tool.rules;
    if (!heard || (counts !== 'messages' && counts !== 'calls')) return [];
    return Promise.all(
      recipients.map(async ({ address, type }) => {
        // Nobody writes from a SIP URI.
        if (type === 'sip') return undefined;
        const { answeredAt, keywords } = await heard.of(address);
        return { answeredAt, keywords: await Promise.all(keywords.map(placed)) };
      }),
    );
  };
}
