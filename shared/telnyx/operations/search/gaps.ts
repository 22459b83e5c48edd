import { wordsOf } from './words.ts';

/** Something that people ask for and Telnyx's interface does not have. Here stands only what no operation of the document does. */
export interface Gap {
  /** A request is about it that has a word of each of these lists. */
  readonly about: readonly string[];
  /** … and none of these. */
  readonly unless?: string;
  /** What there is not, and what there is instead. */
  readonly says: string;
  /** Operations that come nearest. */
  readonly nearest: readonly string[];
}

const TEXTS = 'text sms mms message';
const OTHER_MESSAGES = 'whatsapp email fax assistant ai agent conversation group template profile voicemail webhook campaign rcs';

export const GAPS: readonly Gap[] = [
  {
    about: ['voicemail mailbox', 'message list listen hear play left new unheard download fetch latest delete'],
    unless: 'setting enable disable activate switch turn pin greeting',
    says: "Telnyx cannot list, play or delete voicemail messages. There are only a number's voicemail settings.",
    nearest: ['GetVoicemail', 'UpdateVoicemail'],
  },
  {
    about: [TEXTS, 'list show read see find search inbox', 'receive receiv incoming inbound arrive latest recent old inbox history'],
    unless: `${OTHER_MESSAGES} cost spend metric report scheduled setting number`,
    says: 'Telnyx has no list of messages with their text: one can be got by its id, records list them without text. The tool list_conversations shows what this server was told of.',
    nearest: ['GetMessage', 'SearchDetailRecords'],
  },
  {
    about: ['unsubscribe opt optout resubscribe', 'add remove undo delete put manually back again reverse'],
    unless: 'email group suppression automatic auto',
    says: 'Only the recipients themselves opt out of texts or in again, by texting STOP or START. Telnyx lists who did.',
    nearest: ['ListOptOuts'],
  },
  {
    about: [TEXTS, 'recall unsend undo retract', 'send sent already recall unsend retract deliver'],
    unless: OTHER_MESSAGES,
    says: 'A text that is sent cannot be taken back. Only a scheduled one can be cancelled.',
    nearest: ['CancelMessage'],
  },
  {
    about: ['telegram viber imessage wechat instagram messenger tiktok facebook twitter linkedin'],
    unless: 'integration webhook whatsapp waba',
    says: 'Telnyx sends SMS, MMS, RCS, WhatsApp and e-mail, nothing to other messengers.',
    nearest: ['SendMessage', 'SendWhatsappMessage', 'SendRCSMessage'],
  },
  {
    about: ['contact addressbook phonebook', 'list add save show book'],
    unless: 'emergency enterprise brand order update change reputation porting email support',
    says: 'Telnyx keeps no address book of people.',
    nearest: [],
  },
  {
    about: ['support helpdesk', 'ticket case'],
    unless: 'upload',
    says: 'Telnyx takes support tickets in its portal alone. Porting orders and number orders have comments.',
    nearest: ['CreatePortingOrderComment', 'CreateComment'],
  },
  {
    about: [
      'price rate tariff pricing cost',
      'minute sms mms text message call calling',
      'price rate tariff pricing per france germany country abroad list',
    ],
    unless: 'spend spent month week day yesterday today report campaign last this total profile expensive',
    says: 'Telnyx has no price list of calls and messages in its interface. What each of yours did cost is in the detail records.',
    nearest: ['SearchDetailRecords'],
  },
  {
    about: ['refund reimburse', 'invoice payment money charge bill fee balance number order last back'],
    says: 'Telnyx gives no money back through its interface. The person asks the support of Telnyx.',
    nearest: ['ListInvoices'],
  },
  {
    about: ['password login 2fa email', 'portal'],
    unless: 'sip credential webhook connection domain customer',
    says: 'How people log in to the portal of Telnyx is changed in the portal alone.',
    nearest: [],
  },
  {
    about: ['close delete cancel terminate', 'account', 'entire whole forever completely permanently'],
    unless: 'managed sub email whatsapp waba enterprise brand campaign',
    says: 'An account is closed by Telnyx alone. The person asks its support.',
    nearest: [],
  },
  {
    about: ['api', 'key'],
    unless: 'kv value assistant integration secret openai',
    says: 'API keys are made, shown and revoked in the portal of Telnyx alone.',
    nearest: [],
  },
  {
    about: ['invite add create new', 'user teammate employee colleague member', 'account organization team portal login'],
    unless: 'call conference room assistant enterprise managed billing transfer',
    says: 'People are invited into the account in the portal of Telnyx alone. Here they can be listed.',
    nearest: ['ListOrganizationUsers'],
  },
  {
    about: ['add change replace remove save new', 'card payment', 'credit payment debit bank'],
    unless: 'sim recharge store charge top dollar euro',
    says: 'Cards and other means of payment are added and changed in the portal of Telnyx alone. The stored one can be charged.',
    nearest: ['GetAutoRechargePrefs', 'createStoredPaymentTransaction'],
  },
];

interface Recognized {
  readonly gap: Gap;
  readonly about: readonly ReadonlySet<string>[];
  readonly unless: ReadonlySet<string>;
}

const setOf = (words: string): ReadonlySet<string> => new Set(wordsOf(words));
const RECOGNIZED: readonly Recognized[] = GAPS.map((gap) => ({ gap, about: gap.about.map(setOf), unless: setOf(gap.unless ?? '') }));

/** @param words stems of a request */
export function gapIn(words: readonly string[]): Gap | undefined {
  const hasOne = (list: ReadonlySet<string>) => words.some((word) => list.has(word));
  return RECOGNIZED.find(({ about, unless }) => about.every(hasOne) && !hasOne(unless))?.gap;
}
