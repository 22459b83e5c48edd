import type { Account } from './account.ts';
import type { Message } from './message.ts';
import { wireMessage } from './message.ts';
import { deliver } from './webhook-delivery.ts';
import type { Pace } from './world.ts';

const targetOf = ({ webhookUrl, webhookFailoverUrl }: Message) => ({ url: webhookUrl, failoverUrl: webhookFailoverUrl });

/** A sent message will be told of twice, where it has a webhook: when it leaves, and when its fate is known. */
export function scheduleEvents(account: Account, message: Message, pace: Pace): void {
  if (!message.webhookUrl) return;
  const tell = (type: string) => (at: number) => deliver(account, targetOf(message), type, wireMessage(message, pace, at), at);
  account.timeline.schedule(message.dueAt + pace.sentAfterMs, tell('message.sent'));
  account.timeline.schedule(message.dueAt + pace.deliveredAfterMs, tell('message.finalized'));
}

/** A message has come in. */
export function tellReceived(account: Account, message: Message, pace: Pace): void {
  deliver(account, targetOf(message), 'message.received', wireMessage(message, pace, message.receivedAt), message.receivedAt);
}
