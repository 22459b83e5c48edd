import type { AccountChange, Fault, PortalChange, SenderChange } from '../../../support/telnyx-controls.ts';

/** The account begins with two long codes, which are on an approved campaign, and a verified toll-free number; its profile allows US and CA. */
export const OURS = '+13125550100';
const OUR_OTHER = '+12125550100';
const OUR_TOLL_FREE = '+18005550100';
const HOSTED = '+13125550177';
const SHORT_CODE = '72000';

const CHICAGO = '+13125550142';
const TORONTO = '+14165550142';
const SAN_JUAN = '+17875550142';
const LONDON = '+442079460001';
const MOBILE_IN_BRITAIN = '+447700900123';
const SHARED_COST = '+448712345678';

/** How an account differs from a new one. */
export interface AccountState {
  readonly account?: AccountChange;
  readonly senders?: readonly SenderChange[];
  readonly portal?: PortalChange;
  /** Settings of its messaging profile. */
  readonly profile?: Readonly<Record<string, unknown>>;
  /** Numbers that lose their messaging profile. */
  readonly unassigned?: readonly string[];
  /** A number to buy, by its country. */
  readonly buys?: 'CA' | 'GB';
  /** What the recipient has sent, and to which number. */
  readonly heard?: readonly { readonly text: string; readonly to: string }[];
  /** So many texts have been sent today. */
  readonly texts?: number;
  readonly faults?: readonly Fault[];
}

/** One prepared account, and what must come of the question whether it may text. */
export interface PreparedAccount {
  readonly account: string;
  readonly state: AccountState;
  /** `bought`: the number that was bought. */
  readonly from?: string;
  readonly to: string;
  readonly verdict: 'yes' | 'no' | 'unsure';
  /** The first check that is not in order, and its state. */
  readonly because?: readonly [check: string, state: 'no' | 'unsure' | 'unread'];
  /** What the first reason must name. */
  readonly says?: RegExp;
  /** The sender that the answer names, where none was given. */
  readonly chosen?: string;
  /** What comes of the text itself: delivered, or the code of the refusal or of the failed delivery. Without it, none is sent. */
  readonly outcome?: 'delivered' | { readonly refused: string } | { readonly failed: string };
}

const everywhere = { whitelisted_destinations: ['*'] };
const campaign = (change: NonNullable<SenderChange['campaign']>): AccountState => ({ senders: [{ phone_number: OURS, campaign: change }] });
const unregistered: AccountState = { senders: [{ phone_number: OURS, campaign: null }] };
const tollFree = (toll_free: SenderChange['toll_free'] & {}): AccountState => ({ senders: [{ phone_number: OUR_TOLL_FREE, toll_free }] });
const notRegistered = { failed: '40010' };
const notVerified = { refused: '40329' };

/** Each verdict follows from Telnyx's rules, not from the tool. */
export const ACCOUNTS: readonly PreparedAccount[] = [
  { account: 'is in order', state: {}, from: OURS, to: CHICAGO, verdict: 'yes', outcome: 'delivered' },
  { account: 'is in order and texts Canada', state: {}, from: OURS, to: TORONTO, verdict: 'yes', outcome: 'delivered' },

  // The number.
  {
    account: 'does not have the number',
    state: {},
    from: '+13125550150',
    to: CHICAGO,
    verdict: 'no',
    because: ['number', 'no'],
    says: /list_phone_numbers.*list_available_phone_numbers/,
    outcome: { refused: '40305' },
  },
  {
    account: 'has just ordered the number',
    state: { senders: [{ phone_number: OURS, status: 'purchase-pending' }] },
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['number', 'no'],
    says: /wait until get_phone_number/,
    outcome: { refused: '40320' },
  },
  {
    account: 'waits for a port of the number',
    state: { senders: [{ phone_number: OURS, status: 'port-pending' }] },
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['number', 'no'],
    says: /ported in/,
    outcome: { refused: '40320' },
  },
  {
    account: 'has lost the number to another provider',
    state: { senders: [{ phone_number: OURS, status: 'ported-out' }] },
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['number', 'no'],
    says: /another number/,
    outcome: { refused: '40320' },
  },
  {
    account: 'has a number that is for calls alone',
    state: { senders: [{ phone_number: OURS, features: ['voice'] }] },
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['texting', 'no'],
    says: /CheckEligibilityNumbers/,
    outcome: { refused: '40305' },
  },
  {
    account: 'has the texts of a number of another provider',
    state: { senders: [{ phone_number: HOSTED, hosted: true, campaign: {} }] },
    from: HOSTED,
    to: CHICAGO,
    verdict: 'yes',
    outcome: 'delivered',
  },
  {
    account: 'texts abroad from a British number',
    state: { buys: 'GB' },
    from: 'bought',
    to: CHICAGO,
    verdict: 'no',
    because: ['texting', 'no'],
    says: /list_available_phone_numbers/,
    outcome: { refused: '40301' },
  },
  {
    account: 'texts at home from a British number',
    state: { buys: 'GB', profile: everywhere },
    from: 'bought',
    to: MOBILE_IN_BRITAIN,
    verdict: 'yes',
    outcome: 'delivered',
  },

  // The messaging profile.
  {
    account: 'has a number without a messaging profile',
    state: { unassigned: [OURS] },
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['profile', 'no'],
    says: /update_phone_number.*list_messaging_profiles/,
    outcome: { refused: '40305' },
  },
  {
    account: 'has disabled its messaging profile',
    state: { profile: { enabled: false } },
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['profile', 'no'],
    says: /update_messaging_profile sets enabled/,
    outcome: { refused: '40312' },
  },
  {
    account: 'does not allow the country',
    state: {},
    from: OURS,
    to: MOBILE_IN_BRITAIN,
    verdict: 'no',
    because: ['country', 'no'],
    says: /update_messaging_profile.*GB.*US, CA/,
    outcome: { refused: '40309' },
  },
  {
    account: 'does not allow Puerto Rico',
    state: {},
    from: OURS,
    to: SAN_JUAN,
    verdict: 'no',
    because: ['country', 'no'],
    says: /Puerto Rico/,
    outcome: { refused: '40309' },
  },
  {
    account: 'allows every country',
    state: { profile: everywhere },
    from: OURS,
    to: MOBILE_IN_BRITAIN,
    verdict: 'yes',
    outcome: 'delivered',
  },
  {
    account: 'allows this country too',
    state: { profile: { whitelisted_destinations: ['US', 'GB'] } },
    from: OURS,
    to: MOBILE_IN_BRITAIN,
    verdict: 'yes',
    outcome: 'delivered',
  },
  {
    account: 'has spent what the profile may spend in a day',
    state: { profile: { daily_spend_limit: '0.01', daily_spend_limit_enabled: true }, texts: 2 },
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['spend_limit', 'no'],
    says: /00:00 UTC.*update_messaging_profile/,
    outcome: { refused: '40333' },
  },
  {
    account: 'has spent less than the profile may spend in a day',
    state: { profile: { daily_spend_limit: '1.00', daily_spend_limit_enabled: true }, texts: 2 },
    from: OURS,
    to: CHICAGO,
    verdict: 'yes',
    outcome: 'delivered',
  },

  // Brand, campaign and number in the registry of US carriers.
  {
    account: 'has a long code on no campaign',
    state: unregistered,
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['campaign', 'no'],
    says: /change_operation CreatePhoneNumberCampaign.*buy_operation PostCampaign/,
    outcome: notRegistered,
  },
  {
    account: 'has a long code on no campaign and texts Canada',
    state: unregistered,
    from: OURS,
    to: TORONTO,
    verdict: 'yes',
    outcome: 'delivered',
  },
  {
    account: 'has a Canadian long code on no campaign',
    state: { buys: 'CA' },
    from: 'bought',
    to: CHICAGO,
    verdict: 'unsure',
    because: ['campaign', 'unsure'],
    says: /may refuse a Canadian/,
    outcome: notRegistered,
  },
  {
    account: 'has just assigned the number to its campaign',
    state: campaign({ assignment: 'PENDING_ASSIGNMENT' }),
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['campaign', 'no'],
    says: /wait; read_operation GetSinglePhoneNumberCampaign/,
    outcome: notRegistered,
  },
  {
    account: 'could not assign the number to its campaign',
    state: campaign({ assignment: 'FAILED_ASSIGNMENT', assignment_failure: 'Number is with another provider.' }),
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['campaign', 'no'],
    says: /"Number is with another provider\."/,
    outcome: notRegistered,
  },
  {
    account: 'takes the number off its campaign',
    state: campaign({ assignment: 'PENDING_UNASSIGNMENT' }),
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['campaign', 'no'],
    says: /taken off/,
    outcome: notRegistered,
  },
  ...(['TCR_PENDING', 'TCR_ACCEPTED', 'TELNYX_ACCEPTED', 'MNO_PENDING', 'MNO_ACCEPTED'] as const).map(
    (campaign_status): PreparedAccount => ({
      account: `waits for its campaign, which is ${campaign_status}`,
      state: campaign({ campaign_status }),
      from: OURS,
      to: CHICAGO,
      verdict: 'no',
      because: ['campaign', 'no'],
      says: /wait; read_operation GetCampaign/,
      outcome: notRegistered,
    }),
  ),
  ...(['TCR_FAILED', 'TELNYX_FAILED', 'MNO_REJECTED'] as const).map((campaign_status): PreparedAccount => ({
    account: `has a rejected campaign, which is ${campaign_status}`,
    state: campaign({ campaign_status, failure_reasons: 'No opt-in.' }),
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['campaign', 'no'],
    says: /AppealCampaign.*"No opt-in\."/,
    outcome: notRegistered,
  })),
  ...(
    [
      ['was set up by no carrier', { campaign_status: 'MNO_PROVISIONING_FAILED' }, /support/],
      ['is suspended', { campaign_status: 'TCR_SUSPENDED' }, /suspended/],
      ['has expired', { campaign_status: 'TCR_EXPIRED' }, /PostCampaign/],
      ['was deactivated', { status: 'EXPIRED' }, /PostCampaign/],
      ['is gone', { gone: true }, /does not exist.*PostCampaign/],
      ['of a partner was rejected', { shared: true, campaign_status: 'MNO_REJECTED' }, /MNO_REJECTED.*partner.*PutPhoneNumberCampaign/],
    ] as const
  ).map(([what, change, says]): PreparedAccount => ({
    account: `has a campaign that ${what}`,
    state: campaign(change),
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['campaign', 'no'],
    says,
    outcome: notRegistered,
  })),
  {
    account: 'uses the campaign of a partner',
    state: campaign({ shared: true }),
    from: OURS,
    to: CHICAGO,
    verdict: 'yes',
    outcome: 'delivered',
  },
  {
    account: 'has a campaign that T-Mobile has suspended',
    state: campaign({ t_mobile_suspended: true }),
    from: OURS,
    to: CHICAGO,
    verdict: 'unsure',
    because: ['campaign', 'unsure'],
    says: /T-Mobile/,
    outcome: 'delivered',
  },
  {
    account: 'waits for its brand',
    state: campaign({ brand: { status: 'REGISTRATION_PENDING' } }),
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['brand', 'no'],
    says: /wait; read_operation GetBrand/,
    outcome: notRegistered,
  },
  {
    account: 'has a rejected brand',
    state: campaign({ brand: { status: 'REGISTRATION_FAILED', failure_reasons: 'EIN does not match.' } }),
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['brand', 'no'],
    says: /change_operation UpdateBrand.*buy_operation RevetBrand.*"EIN does not match\."/,
    outcome: notRegistered,
  },
  {
    account: 'has a brand that could not be verified',
    state: campaign({ brand: { identity_status: 'UNVERIFIED' } }),
    from: OURS,
    to: CHICAGO,
    verdict: 'unsure',
    because: ['brand', 'unsure'],
    says: /verify/,
    outcome: 'delivered',
  },

  // Toll-free.
  { account: 'has a verified toll-free number', state: {}, from: OUR_TOLL_FREE, to: CHICAGO, verdict: 'yes', outcome: 'delivered' },
  {
    account: 'has never asked to verify its toll-free number',
    state: { senders: [{ phone_number: OUR_TOLL_FREE, toll_free: null }] },
    from: OUR_TOLL_FREE,
    to: TORONTO,
    verdict: 'no',
    because: ['toll_free', 'no'],
    says: /change_operation SubmitVerificationRequest/,
    outcome: notVerified,
  },
  ...(['In Progress', 'Waiting For Vendor', 'Waiting For Telnyx'] as const).map((status): PreparedAccount => ({
    account: `waits for the verification of its toll-free number, which is ${status}`,
    state: tollFree({ status }),
    from: OUR_TOLL_FREE,
    to: CHICAGO,
    verdict: 'no',
    because: ['toll_free', 'no'],
    says: /wait; read_operation ListVerificationRequests/,
    outcome: notVerified,
  })),
  ...(['Waiting For Customer', 'Rejected'] as const).map((status): PreparedAccount => ({
    account: `has to correct the verification of its toll-free number, which is ${status}`,
    state: tollFree({ status, reason: 'The website shows no privacy policy.' }),
    from: OUR_TOLL_FREE,
    to: CHICAGO,
    verdict: 'no',
    because: ['toll_free', 'no'],
    says: /change_operation UpdateVerificationRequest.*"The website shows no privacy policy\."/,
    outcome: notVerified,
  })),
  {
    account: 'texts abroad from a toll-free number',
    state: { profile: everywhere },
    from: OUR_TOLL_FREE,
    to: MOBILE_IN_BRITAIN,
    verdict: 'no',
    because: ['texting', 'no'],
    says: /other countries/,
    outcome: { refused: '40301' },
  },

  // The person.
  {
    account: 'texts a person who said STOP',
    state: { heard: [{ text: 'STOP', to: OURS }] },
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['opt_out', 'no'],
    says: /from no other number.*START/,
    outcome: { refused: '40300' },
  },
  {
    account: 'texts a person who said STOP to another number of the profile',
    state: { heard: [{ text: 'STOP', to: OUR_OTHER }] },
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['opt_out', 'no'],
    says: /STOP/,
    outcome: { refused: '40300' },
  },
  {
    account: 'texts a person who said START again',
    state: {
      heard: [
        { text: 'STOP', to: OURS },
        { text: 'START', to: OURS },
      ],
    },
    from: OURS,
    to: CHICAGO,
    verdict: 'yes',
    outcome: 'delivered',
  },
  {
    account: 'texts a landline',
    state: { profile: everywhere },
    from: OURS,
    to: LONDON,
    verdict: 'no',
    because: ['recipient', 'no'],
    says: /landline.*lookup_number/,
    outcome: { failed: '40001' },
  },
  {
    account: 'texts a number that costs whoever is called',
    state: { profile: everywhere },
    from: OURS,
    to: SHARED_COST,
    verdict: 'no',
    because: ['recipient', 'no'],
    says: /shared cost/,
  },
  {
    account: 'texts a short code',
    state: {},
    from: OURS,
    to: '72001',
    verdict: 'unsure',
    because: ['recipient', 'unsure'],
    says: /short code/,
  },

  // Money.
  {
    account: 'has no credit',
    state: { account: { balance: '0.00' } },
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['balance', 'no'],
    says: /portal.*get_balance/,
    outcome: { refused: '20100' },
  },
  {
    account: 'has used up its credit limit',
    state: { account: { balance: '-20.00', credit_limit: '20.00' } },
    from: OURS,
    to: CHICAGO,
    verdict: 'no',
    because: ['balance', 'no'],
    says: /no credit/,
    outcome: { refused: '20100' },
  },
  {
    account: 'owes less than its credit limit',
    state: { account: { balance: '-20.00', credit_limit: '50.00' } },
    from: OURS,
    to: CHICAGO,
    verdict: 'yes',
    outcome: 'delivered',
  },

  // Letters and short codes.
  {
    account: 'sends from letters',
    state: { profile: { whitelisted_destinations: ['US', 'GB'] } },
    from: 'Acme',
    to: MOBILE_IN_BRITAIN,
    verdict: 'yes',
    outcome: 'delivered',
  },
  {
    account: 'sends from letters to the USA',
    state: {},
    from: 'Acme',
    to: CHICAGO,
    verdict: 'no',
    because: ['texting', 'no'],
    says: /list_phone_numbers/,
    outcome: { refused: '40301' },
  },
  {
    account: 'sends from letters to a country that no profile allows',
    state: {},
    from: 'Acme',
    to: MOBILE_IN_BRITAIN,
    verdict: 'no',
    because: ['country', 'no'],
    says: /whitelisted_destinations/,
    outcome: { refused: '40309' },
  },
  {
    account: 'sends from its short code',
    state: { portal: { short_codes: [SHORT_CODE] } },
    from: SHORT_CODE,
    to: CHICAGO,
    verdict: 'yes',
    outcome: 'delivered',
  },
  {
    account: 'sends from its short code to another country',
    state: { portal: { short_codes: [SHORT_CODE] } },
    from: SHORT_CODE,
    to: TORONTO,
    verdict: 'no',
    because: ['texting', 'no'],
    says: /own country/,
    outcome: { refused: '40301' },
  },
  {
    account: 'does not have the short code',
    state: {},
    from: SHORT_CODE,
    to: CHICAGO,
    verdict: 'no',
    because: ['number', 'no'],
    says: /no short code/,
    outcome: { refused: '40305' },
  },

  // Any sender.
  { account: 'names no sender', state: {}, to: CHICAGO, verdict: 'yes', chosen: OURS, outcome: 'delivered' },
  {
    account: 'names no sender, and one number of several is registered',
    state: { senders: [...(unregistered.senders ?? []), { phone_number: OUR_TOLL_FREE, toll_free: null }] },
    to: CHICAGO,
    verdict: 'yes',
    chosen: OUR_OTHER,
    outcome: 'delivered',
  },
  {
    account: 'names no sender, and no number has a messaging profile',
    state: { unassigned: [OURS, OUR_OTHER, OUR_TOLL_FREE] },
    to: CHICAGO,
    verdict: 'no',
    because: ['number', 'no'],
    says: /update_phone_number.*list_available_phone_numbers/,
  },

  // What cannot be read.
  {
    account: 'may not read campaigns',
    state: { faults: [{ path: '/10dlc/', times: 9, status: 403 }] },
    from: OURS,
    to: CHICAGO,
    verdict: 'unsure',
    because: ['campaign', 'unread'],
    says: /^Not read: campaign\..*403/,
  },
  {
    account: 'cannot read its balance now',
    state: { faults: [{ path: '/balance', times: 9, status: 500 }] },
    from: OURS,
    to: CHICAGO,
    verdict: 'unsure',
    because: ['balance', 'unread'],
    says: /^Not read: balance\./,
  },
  {
    account: 'may not read opt-outs',
    state: { faults: [{ path: '/messaging_optouts', times: 9, status: 403 }] },
    from: OURS,
    to: CHICAGO,
    verdict: 'unsure',
    because: ['opt_out', 'unread'],
    says: /^Not read: opt_out\./,
  },
  {
    account: 'gets lists of numbers without their profiles',
    state: { account: { profiles_are_down: true } },
    from: OURS,
    to: CHICAGO,
    verdict: 'yes',
    outcome: 'delivered',
  },
];
