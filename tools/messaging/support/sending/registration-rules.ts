import { cutText, oneLine } from '../../../../shared/mcp/tool/index.ts';
import { finding, quoted, type Finding, type Read, isMissing, judged } from './finding.ts';
import type { Assignment, Brand, Campaign, Verification } from './reads.ts';

/** What a word of Telnyx means for a text, and what to do about it. Without a sentence, nothing stands in the way. */
type Word = readonly [state: Finding['state'], reason?: string];
type Words = Readonly<Record<string, Word>>;

/** A word that is new decides nothing. */
const meaning = (words: Words, what: string, word = ''): Word =>
  (Object.hasOwn(words, word) ? words[word] : undefined) ?? [
    'unsure',
    `${what} is ${cutText(oneLine(word), 40) || 'not told'}, which does not say whether texts go.`,
  ];

const ASSIGN = 'change_operation CreatePhoneNumberCampaign assigns the number to a campaign (read_operation GetCampaigns lists them)';
const REGISTER = 'Without one: buy_operation CreateBrandPost, then buy_operation PostCampaign; both cost, and approval takes days.';

const ASSIGNMENTS: Words = {
  ASSIGNED: ['ok'],
  FAILED_UNASSIGNMENT: ['ok'],
  PENDING_ASSIGNMENT: [
    'no',
    'The number is still being assigned to its 10DLC campaign: wait; read_operation GetSinglePhoneNumberCampaign tells.',
  ],
  FAILED_ASSIGNMENT: ['no', `The number could not be assigned to its 10DLC campaign. After the cause is gone, ${ASSIGN}.`],
  PENDING_UNASSIGNMENT: ['no', `The number is being taken off its 10DLC campaign. ${ASSIGN}.`],
};

/**
 * @param isCanadian US carriers want campaigns of Canadian long codes, too; whether all of them do, Telnyx does not say
 */
export function assignmentRule(read: Read<Assignment>, isCanadian: boolean): Finding {
  if (isMissing(read)) {
    const why = isCanadian
      ? 'US carriers may refuse a Canadian long code that belongs to no 10DLC campaign, as this one'
      : 'US carriers take texts of a long code only from a 10DLC campaign, and this number belongs to none';
    const reason = `${why}. ${ASSIGN}. ${REGISTER}`;
    return finding('campaign', isCanadian ? 'unsure' : 'no', 'not assigned', reason);
  }
  return judged('campaign', read, ({ assignmentStatus = 'ASSIGNED', failureReasons }) => {
    const [state, reason] = meaning(ASSIGNMENTS, 'The assignment to a campaign', assignmentStatus);
    return finding('campaign', state, assignmentStatus, reason && reason + (state === 'no' ? quoted(failureReasons) : ''));
  });
}

const WAIT = 'wait; read_operation GetCampaign tells its status.';
const AGAIN = 'change_operation AppealCampaign asks for another review, or buy_operation PostCampaign makes a new one.';
const NEW_CAMPAIGN = 'buy_operation PostCampaign makes a new one, and change_operation PutPhoneNumberCampaign moves the number to it.';

const MOVE = 'change_operation PutPhoneNumberCampaign moves the number to another one.';

const IN_REVIEW: Word = ['no', `The 10DLC campaign is not approved yet: ${WAIT}`];
const CAMPAIGNS: Words = {
  MNO_PROVISIONED: ['ok'],
  TCR_PENDING: IN_REVIEW,
  TCR_ACCEPTED: IN_REVIEW,
  TELNYX_ACCEPTED: IN_REVIEW,
  MNO_PENDING: IN_REVIEW,
  MNO_ACCEPTED: ['no', `The carriers have accepted the 10DLC campaign and not set it up yet: ${WAIT}`],
  TCR_FAILED: ['no', `The registry rejected the 10DLC campaign. ${AGAIN}`],
  TELNYX_FAILED: ['no', `Telnyx rejected the 10DLC campaign. ${AGAIN}`],
  MNO_REJECTED: ['no', `The carriers rejected the 10DLC campaign. ${AGAIN}`],
  MNO_PROVISIONING_FAILED: ['no', "The carriers could not set the 10DLC campaign up. Telnyx's support can."],
  TCR_SUSPENDED: ['no', "The 10DLC campaign is suspended. Telnyx's support tells why."],
  TCR_EXPIRED: ['no', `The 10DLC campaign has expired or was deactivated, for good. ${NEW_CAMPAIGN}`],
};

/** @param isShared a partner shares it with this account: only they can do something about it */
export function campaignRule(read: Read<Campaign>, isShared = false): Finding {
  if (isMissing(read))
    return finding('campaign', 'no', 'gone', `The 10DLC campaign of this number does not exist any more. ${NEW_CAMPAIGN}`);
  return judged('campaign', read, ({ status = '', campaignStatus, failureReasons, isTMobileSuspended }) => {
    const known = status.toUpperCase() === 'EXPIRED' ? 'TCR_EXPIRED' : campaignStatus;
    const [state, reason] = meaning(CAMPAIGNS, 'The status of the 10DLC campaign', known);
    if (state === 'no' && isShared)
      return finding('campaign', state, known, `The 10DLC campaign is ${known ?? ''}, and a partner has it: ask them. ${MOVE}`);
    // Reasons of an earlier review stay in a campaign that was approved since.
    if (state === 'no') return finding('campaign', state, known, `${reason ?? ''}${quoted(failureReasons)}`);
    if (state === 'ok' && isTMobileSuspended === true)
      return finding(
        'campaign',
        'unsure',
        'suspended at T-Mobile',
        "T-Mobile has suspended the campaign, so its customers get nothing. Telnyx's support tells why.",
      );
    return finding('campaign', state, known, reason);
  });
}

const FIX_BRAND = 'change_operation UpdateBrand corrects its data, and buy_operation RevetBrand has it checked again';

const BRANDS: Words = {
  OK: ['ok'],
  REGISTRATION_PENDING: ['no', 'The brand is not registered yet: wait; read_operation GetBrand tells its status.'],
  REGISTRATION_FAILED: ['no', `The brand could not be registered: ${FIX_BRAND}.`],
};

export const brandRule = (read: Read<Brand>): Finding =>
  judged('brand', read, ({ status, identityStatus = '', failureReasons }) => {
    const [state, reason] = meaning(BRANDS, 'The status of the brand', status);
    if (state === 'ok' && identityStatus === 'UNVERIFIED')
      return finding(
        'brand',
        'unsure',
        identityStatus,
        `The registry could not verify the brand, and may suspend its campaigns: ${FIX_BRAND}.`,
      );
    return finding('brand', state, identityStatus || status, state === 'no' ? `${reason ?? ''}${quoted(failureReasons)}` : reason);
  });

const RESUBMIT = 'change_operation UpdateVerificationRequest corrects the request';
const REVIEW: Word = [
  'no',
  'The toll-free verification is under review, which takes days: wait; read_operation ListVerificationRequests tells.',
];
const VERIFICATIONS: Words = {
  Verified: ['ok'],
  'Waiting For Customer': ['no', `The toll-free verification waits for you: ${RESUBMIT}.`],
  'Waiting For Telnyx': REVIEW,
  'Waiting For Vendor': REVIEW,
  'In Progress': REVIEW,
  Rejected: ['no', `The toll-free verification was rejected: ${RESUBMIT}.`],
};

const UNVERIFIED =
  'US and Canadian carriers take texts of a toll-free number only after its verification, and none was requested: ' +
  'change_operation SubmitVerificationRequest does. It takes days.';

export function verificationRule(requests: readonly Verification[]): Finding {
  const newestFirst = [...requests].sort((one, other) => (other.updatedAt ?? '').localeCompare(one.updatedAt ?? ''));
  const { verificationStatus: status, reason: why } =
    newestFirst.find(({ verificationStatus }) => verificationStatus === 'Verified') ?? newestFirst[0] ?? {};
  if (newestFirst.length === 0) return finding('toll_free', 'no', 'not requested', UNVERIFIED);
  const [state, reason] = meaning(VERIFICATIONS, 'The toll-free verification', status);
  return finding('toll_free', state, status, reason && reason + (state === 'no' ? quoted(why) : ''));
}
