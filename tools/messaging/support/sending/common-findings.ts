import { attempted, InputError, type ToolContext } from '../../../../shared/mcp/tool/index.ts';
import { finding, isMissing, judged, unread, type Finding } from './finding.ts';
import type { Profile, SendingReads } from './reads.ts';
import type { Recipient } from './recipient.ts';
import * as rules from './settings-rules.ts';

export interface Asking {
  readonly reads: SendingReads;
  readonly context: Pick<ToolContext, 'inbox' | 'preview'>;
  readonly to: Recipient;
}

/** What the messaging profile allows, and who said STOP to it. */
export async function ofProfile(id: string, from: string | undefined, asking: Asking): Promise<readonly Finding[]> {
  const read = await Promise.all([asking.reads.profile(id), optOut(id, from, asking)]);
  const [profile, stopped] = read;
  if (isMissing(profile))
    return [
      finding('profile', 'no', 'gone', `The messaging profile ${id} does not exist: update_phone_number assigns another one.`),
      stopped,
    ];
  if ('error' in profile) return [unread('profile', profile.error), stopped];
  return [...(await profileFindings(profile.value, asking)), stopped];
}

export async function profileFindings(profile: Profile, { reads, to }: Asking): Promise<readonly Finding[]> {
  const sent = rules.isLimited(profile) && profile.id !== undefined ? await reads.sentToday(profile.id) : undefined;
  return [
    rules.profileRule(profile),
    rules.countryRule(profile, to),
    ...(sent ? [judged('spend_limit', sent, (records) => rules.limitRule(profile, records))] : []),
  ];
}

export async function optOut(profileId: string, from: string | undefined, { reads, context, to }: Asking): Promise<Finding> {
  const [listed, heard] = await Promise.all([
    reads.optOuts(profileId),
    from === undefined ? undefined : attempted(context.inbox.thread({ own: from, others: [to.address], limit: 1 })),
  ]);
  const at = heard && 'value' in heard ? heard.value.optedOutAt : undefined;
  if (at !== undefined) return rules.STOPPED(new Date(at).toISOString().slice(0, 10));
  return judged('opt_out', listed, (list) => rules.optOutRule(list, to));
}

/** What this server itself would say to such a text, which goes nowhere. */
export async function ofServer(
  { context, to }: Asking,
  sender: { readonly from: string; readonly messaging_profile_id?: string },
): Promise<readonly Finding[]> {
  const foretold = await attempted(context.preview('send_message', { ...sender, to: to.address, text: 'Hello' }));
  if ('error' in foretold) {
    // This client has no send_message, which says nothing of Telnyx.
    const isUnknown = foretold.error instanceof InputError;
    return [finding('server', isUnknown ? 'ok' : 'unread', isUnknown ? 'not by this client' : undefined, foretold.error.message)];
  }
  const { would, refusal, reasons, args } = foretold.value;
  // Telnyx would send it, only not for this token.
  if (args === undefined) return [finding('server', 'ok', 'not with this token', refusal)];
  if (would === 'refuse') return [finding('server', 'no', 'refused', refusal)];
  return [finding('server', 'ok', would, would === 'ask' ? ['A person is asked first.', ...reasons].join(' ') : undefined)];
}
