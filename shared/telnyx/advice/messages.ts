import { NO_CODE, type Row } from './row.ts';

/** Telnyx documents 403 for it, and not with which code. */
const CANCELLING = {
  operation: /^DELETE \/messages\//,
  status: [403, 409, 422],
  means: 'Only a scheduled message can be cancelled, and only until a minute before it goes out.',
  next: 'get_message tells whether it has gone out; if it is still scheduled, the API key may not cancel it.',
  again: 'after_change',
} as const;

const SPEND_LIMIT = {
  means: "The messaging profile's daily spend limit is reached. It holds until 00:00 UTC.",
  next: 'Wait until then, or raise daily_spend_limit with update_messaging_profile if whoever set it agrees.',
  again: 'after_change',
} as const;

/**
 * Errors of messaging, of the request as well as of the delivery.
 *
 * @see https://developers.telnyx.com/docs/messaging/messages/error-codes
 */
export const MESSAGES: readonly Row[] = [
  { ...CANCELLING, codes: ['10010'] },
  { ...CANCELLING, says: /schedul|cancel|already|sent/i },
  {
    codes: ['40300'],
    means:
      'This person sent STOP. The block holds for every number of the messaging profile, and the law forbids going round it: send nothing ' +
      'more to them, from no other number or profile either.',
    next: 'Only the person can lift it, by sending START.',
    again: 'never',
  },
  {
    codes: ['40305'],
    means: 'The number in from has no messaging profile, or another one than was given.',
    next:
      'list_phone_numbers shows the messaging_profile_id of each number; update_phone_number assigns one. Or give the messaging_profile_id ' +
      'that the number has.',
    again: 'after_change',
  },
  {
    codes: ['40306'],
    means: 'The messaging profile has no alphanumeric sender.',
    next: 'update_messaging_profile sets alpha_sender; or send from a number: see list_phone_numbers.',
    again: 'after_change',
  },
  {
    codes: ['40308'],
    means: 'This number cannot send MMS.',
    next: 'list_phone_numbers shows what each number can do; or send text alone.',
    again: 'after_change',
  },
  {
    codes: ['40309'],
    means: 'The messaging profile does not allow texts to this country.',
    next: 'update_messaging_profile adds the country to whitelisted_destinations.',
    again: 'after_change',
  },
  {
    codes: ['40310', '40012', '40001'],
    means: 'The recipient cannot receive this: the number is invalid, out of use, a landline or without texting.',
    next: 'Check it with lookup_number.',
    again: 'after_change',
  },
  {
    codes: ['40301', '40319'],
    means: 'This kind of message or sender does not reach this recipient.',
    next: 'Send a text from a number of the same country: see list_phone_numbers.',
    again: 'after_change',
  },
  { codes: ['40302', '40328'], means: 'The message is too long: shorten it.', again: 'after_change' },
  {
    codes: ['40304', '40316'],
    means: 'The content does not suit the type: an SMS needs text, an MMS needs media_urls or a subject.',
    next: 'Leave type out, and Telnyx chooses it.',
    again: 'after_change',
  },
  {
    codes: ['40317'],
    means: 'An MMS takes at most ten media_urls and 1 MB in all, each of which Telnyx can fetch.',
    again: 'after_change',
  },
  {
    codes: ['40312'],
    means: 'The messaging profile is disabled.',
    next: 'update_messaging_profile sets enabled: true; or give another messaging_profile_id: see list_messaging_profiles.',
    again: 'after_change',
  },
  {
    codes: ['40311', '40313'],
    means: 'The messaging profile asks for its own secret with every message, which this server does not send.',
    next: 'Give another messaging_profile_id (see list_messaging_profiles), or change that profile in the Telnyx portal.',
    again: 'after_change',
  },
  {
    codes: ['40314'],
    means: 'Messaging is disabled for the whole account.',
    next: "Telnyx's support can lift it.",
    again: 'after_change',
  },
  {
    codes: ['40315'],
    means: 'Too few messages from this number arrive, or too many are taken for spam, so Telnyx holds it back.',
    next: 'Do not send on from it; get_message and search_detail_records show what became of its messages.',
    again: 'after_change',
  },
  {
    codes: ['40318'],
    means: 'More messages wait than the sender may send in this time.',
    next: 'Let the queue empty first.',
    again: 'later',
  },
  {
    codes: ['40320'],
    means: 'The number in from is not ready yet: its purchase is not complete.',
    next: 'list_phone_numbers shows its status; wait until it is active.',
    again: 'later',
  },
  {
    codes: ['40321'],
    means: 'The messaging profile has no number that could send.',
    next: 'update_phone_number assigns one of list_phone_numbers to the profile; or give from.',
    again: 'after_change',
  },
  { ...SPEND_LIMIT, codes: ['40333'] },
  { ...SPEND_LIMIT, codes: [NO_CODE], says: /\bspend(ing)? limit/i, operation: /^POST \/messages\b/ },
  {
    codes: ['40010'],
    means: 'US carriers take messages from such a number only if it belongs to a registered 10DLC campaign, which this one does not.',
    next: 'Brand and campaign are registered, and the number is assigned, in the Telnyx portal.',
    again: 'after_change',
  },
  {
    codes: ['40016', '40018'],
    means: 'The 10DLC campaign has sent as much as the carrier allows for now.',
    next: 'T-Mobile counts by the day until midnight Pacific time, AT&T by the minute.',
    again: 'later',
  },
  {
    codes: ['40150', '40329'],
    means: 'The toll-free number is not verified for messaging.',
    next: 'The verification is requested in the Telnyx portal; it takes days.',
    again: 'after_change',
  },
  {
    codes: ['40100', '40151', '40013'],
    means: 'The number in from is not enabled for messaging, or not yet.',
    next: 'get_phone_number shows its messaging settings; update_phone_number assigns a messaging profile.',
    again: 'after_change',
  },
  {
    codes: ['40002', '40011'],
    means: 'The carrier took the message for spam, or there were too many at once.',
    next: 'Send less and slower, to people who asked for it.',
    again: 'later',
  },
  {
    codes: ['40003', '40015', '40017', '40322'],
    means: 'The message was blocked as spam or for its content.',
    next: 'Do not send the same text again, from no other number either; the content has to change.',
    again: 'after_change',
  },
  {
    codes: ['40009'],
    means: 'The carrier does not take this content or its characters.',
    next: 'Write plain text without unusual characters and short links.',
    again: 'after_change',
  },
  {
    codes: ['40004', '40008'],
    means: 'The carrier did not deliver the message and does not say why.',
    next: 'Check the number with lookup_number; other tries seldom help.',
    again: 'after_change',
  },
  { codes: ['40005', '40014'], means: 'The message expired before it could be delivered.', again: 'later' },
  { codes: ['40006'], means: "The recipient's carrier did not answer.", again: 'later' },
];
