import type { Inbox } from '../../shared/inbox/index.ts';

export const ADDRESSES = {
  url: 'https://mcp.example.com/webhooks/telnyx',
  failoverUrl: 'https://mcp.example.com/webhooks/telnyx/failover',
  reachable: true,
};

/** An inbox to which nothing has come. Waiting takes no time. */
export const EMPTY_INBOX: Inbox = {
  addresses: ADDRESSES,
  days: 30,
  list: () => Promise.resolve({ conversations: [], before: undefined }),
  thread: (query) =>
    Promise.resolve({
      id: 'id' in query ? query.id : 'thread',
      own: 'own' in query ? query.own : undefined,
      others: 'others' in query ? query.others : [],
      items: [],
      before: undefined,
      optedOutAt: undefined,
    }),
  call: () => Promise.resolve(undefined),
  wait: ({ after = '1767225600000', seconds }) => Promise.resolve({ arrived: [], after, seconds, crowded: false }),
};
