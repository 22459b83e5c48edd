/** Whom operations reach and what they buy, reviewed one by one: the outbound ones, the purchases, and what else names a person. */

/** What calls are counted as, in the words of the limits (`LIMIT_MESSAGES`, …). */
export type OperationKind = 'messages' | 'calls' | 'numbers' | 'changes' | 'lookups';

/** Arguments, or members inside of them: `messages.to`. Every item of a list counts. */
type Paths = readonly string[];

export interface ReachRow {
  readonly counts: OperationKind;
  readonly to?: Paths;
  readonly from?: Paths;
  /** Telephone numbers that are bought: they have a price. */
  readonly bought?: Paths;
  /** Why no recipient is known; who it is then. */
  readonly nobody?: string;
  /** Where the arguments say how many are bought. */
  readonly quantity?: string;
  /** The list whose items are bought or looked up, one by one. */
  readonly each?: string;
  /** Arguments with e-mail addresses: each counts. */
  readonly mailed?: Paths;
  /** Arguments with the words that people read or hear. */
  readonly words?: Paths;
  /** Milliseconds in which an identical call gets the receipt of the first one. */
  readonly windowMs: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

const text = (to: Paths, from: Paths, ...words: string[]): ReachRow => ({ counts: 'messages', to, from, words, windowMs: 10 * MINUTE });
const dialled = (windowMs: number, to: Paths, from: Paths = [], ...words: string[]): ReachRow => ({
  counts: 'calls',
  to,
  from,
  words,
  windowMs,
});
/** Somebody who got no code asks for another one soon. */
const code = (counts: 'messages' | 'calls', ...to: string[]): ReachRow => ({ counts, to, windowMs: 2 * MINUTE });
const mail = (nobody: string, ...words: string[]): ReachRow => ({ counts: 'messages', nobody, words, windowMs: 10 * MINUTE });
const bySelf = (counts: 'messages' | 'calls', what: string, ...words: string[]): ReachRow => ({
  counts,
  nobody: `${what} decides whom it reaches.`,
  words,
  windowMs: 10 * MINUTE,
});
/** A command to a call that there is. */
const onCall = (...words: string[]): ReachRow => ({
  counts: 'changes',
  nobody: 'Whoever is on the call: the audit names the call.',
  words,
  windowMs: 10 * SECOND,
});
/** Brings people together. */
const joined: ReachRow = { ...onCall(), counts: 'calls' };

const BUYS_NO_NUMBER = 'A purchase reaches nobody, and what is bought is no telephone number.';
const order = (more: Partial<ReachRow> = {}): ReachRow => ({ counts: 'numbers', nobody: BUYS_NO_NUMBER, windowMs: DAY, ...more });
/** A setting that costs: setting it back and forth within a day is no mistake. */
const setting = (more: Partial<ReachRow> = {}): ReachRow => order({ windowMs: 10 * MINUTE, ...more });
const lookup = (each?: string): ReachRow => ({
  counts: 'lookups',
  nobody: 'A lookup reaches nobody.',
  windowMs: 0,
  ...(each !== undefined && { each }),
});

export const REACH_TABLE: Readonly<Record<string, ReachRow>> = {
  // Messages
  SendMessage: text(['to'], ['from'], 'text', 'subject'),
  SendAlphanumericSenderIdMessage: text(['to'], ['from'], 'text'),
  CreateGroupMmsMessage: text(['to'], ['from'], 'text', 'subject'),
  CreateLongCodeMessage: text(['to'], ['from'], 'text', 'subject'),
  CreateNumberPoolMessage: text(['to'], [], 'text', 'subject'),
  CreateShortCodeMessage: text(['to'], ['from'], 'text', 'subject'),
  ScheduleMessage: text(['to'], ['from'], 'text', 'subject'),
  SendRCSMessage: text(['to'], ['sms_fallback.from', 'mms_fallback.from'], 'agent_message', 'sms_fallback', 'mms_fallback'),
  SendWhatsappMessage: text(['to'], ['from'], 'whatsapp_message'),
  InviteATestNumberToRCS: text(['phone_number'], []),
  assistant_sms_chat_assistants__assistant_id__chat_sms_post: text(['to'], ['from'], 'text'),
  submitDirReferences: text(['business_references.phone_e164', 'financial_reference.phone_e164'], []),
  // E-mail addresses are no telephone numbers: the audit has the call.
  CreateEmailMessage: {
    ...mail('The e-mail addresses in to, cc and bcc.', 'subject', 'text_body', 'html_body'),
    mailed: ['to', 'cc', 'bcc'],
  },
  CreateEmailMessageBatch: {
    ...mail('The e-mail addresses in to, cc and bcc of each message.', 'messages'),
    mailed: ['messages.to', 'messages.cc', 'messages.bcc'],
  },
  ResendBrand2faEmail: mail('Whoever gets the e-mail of the brand.'),
  requestDirEmailVerification: mail('Whoever gets the e-mail of the branded calling record.'),
  initiatePortingActionRequirement: mail('The person of the porting order, who gets a link.'),
  // Codes
  TriggerBrandSmsOtp: {
    counts: 'messages',
    nobody: 'The mobile telephone that the brand names.',
    words: ['pinSms', 'successSms'],
    windowMs: 2 * MINUTE,
  },
  CreateVerificationSms: code('messages', 'phone_number'),
  CreateWhatsappVerification: code('messages', 'phone_number'),
  CreateVerificationCall: code('calls', 'phone_number'),
  CreateFlashcallVerification: code('calls', 'phone_number'),
  CreateVerifiedNumber: code('messages', 'phone_number'),
  InitializeWhatsappVerification: code('messages', 'phone_number'),
  ResendWhatsappVerification: code('messages', 'phone_number'),
  CreateVerificationCodesForMessagingHostedNumberOrder: code('messages', 'phone_numbers'),
  SendPortingVerificationCodes: code('messages', 'phone_numbers'),
  // What acts by itself
  assistant_chat_public_assistants__assistant_id__chat_post: bySelf('messages', 'The assistant', 'content', 'name'),
  test_assistant_tool_public_assistants__assistant_id__tools__tool_id__test_post: bySelf('messages', 'The tool'),
  trigger_test_suite_runs_public_assistants_tests_test_suites__suite_name__runs_post: bySelf('calls', 'Each test'),
  trigger_test_run_public_assistants_tests__test_id__runs_post: bySelf('calls', 'The test'),
  post_public_missions_missions_mission_id_runs: bySelf('calls', 'The mission'),
  post_public_missions_missions_mission_id_runs_run_id_resume: bySelf('calls', 'The mission'),
  create_assistant_test_public_assistants_tests_post: { counts: 'changes', to: ['destination'], windowMs: 0 },
  update_assistant_test_public_assistants_tests__test_id__put: { counts: 'changes', to: ['destination'], windowMs: 0 },
  // Calls. A scheduled conversation may be one of texts: it counts as what is limited more.
  create_scheduled_event: dialled(10 * MINUTE, ['telnyx_end_user_target'], ['telnyx_agent_target'], 'text'),
  DialCall: dialled(2 * MINUTE, ['to'], ['from']),
  InitiateTexmlCall: dialled(2 * MINUTE, ['To'], ['From'], 'Texml'),
  DialTexmlConferenceParticipant: dialled(2 * MINUTE, ['To'], ['From']),
  InitiateTexmlAICall: dialled(10 * MINUTE, ['To'], ['From']),
  SendFax: dialled(10 * MINUTE, ['to'], ['from']),
  TransferCall: dialled(10 * SECOND, ['to'], ['from']),
  ReferCall: dialled(10 * SECOND, ['sip_address']),
  UpdateTexmlCall: { ...joined, words: ['Texml'] },
  BridgeCall: joined,
  CallJoinAIAssistant: joined,
  CreateConference: joined,
  JoinConference: joined,
  AnswerCall: onCall(),
  CallAddMessagesToAIAssistant: onCall('messages'),
  CallStartAIAssistant: onCall('greeting'),
  CallStartConversationRelay: onCall('greeting'),
  callGatherUsingAI: onCall('greeting', 'gather_ended_speech'),
  GatherUsingAudio: onCall(),
  GatherUsingSpeak: onCall('payload', 'invalid_payload'),
  SpeakCall: onCall('payload'),
  StartCallPlayback: onCall(),
  StartCallRecord: onCall(),
  StartCallTranscription: onCall(),
  StartCallStreaming: onCall(),
  StartCallFork: onCall(),
  StartSiprecSession: onCall(),
  SendDTMF: onCall(),
  SendSIPInfo: onCall('body'),
  SwitchSupervisorRole: onCall(),
  ConferenceGatherUsingAudio: onCall(),
  ConferenceSendDTMF: onCall(),
  PlayConferenceAudio: onCall(),
  SpeakTextToConference: onCall('payload'),
  StartConferenceRecording: onCall(),
  UpdateConference: onCall(),
  StartTeXMLCallRecording: onCall(),
  StartTeXMLSiprecSession: onCall(),
  StartTeXMLCallStreaming: onCall(),
  UpdateTexmlConference: onCall(),
  UpdateTexmlConferenceParticipant: onCall(),
  // Telephone numbers
  CreateNumberOrder: { counts: 'numbers', bought: ['phone_numbers.phone_number'], each: 'phone_numbers', windowMs: DAY },
  CreateNumberBlockOrder: { counts: 'numbers', bought: ['starting_number'], quantity: 'range', windowMs: DAY },
  CreateInexplicitNumberOrder: order({ nobody: 'Telnyx chooses the numbers.', quantity: 'ordering_groups.count_requested' }),
  create_advanced_order_v2: order({ nobody: 'Telnyx chooses the numbers.', quantity: 'quantity' }),
  update_advanced_order_v2: setting({ nobody: 'Telnyx chooses the numbers.', quantity: 'quantity' }),
  CreateMessagingHostedNumberOrder: order({ nobody: 'The numbers stay with their carrier.', each: 'phone_numbers' }),
  ActivatePortingOrder: order(),
  ConfirmPortingOrder: order(),
  CreateUserBundlesBulk: order(),
  PhoneNumberBundleStatusChange: setting(),
  PatchChannelZone: setting(),
  UpdateOutboundChannels: setting(),
  UpdateManagedAccountGlobalChannelLimit: setting(),
  CreatePhoneNumbersJobUpdateEmergencySettings: setting({ each: 'phone_numbers' }),
  EnablePhoneNumberEmergency: setting(),
  CreateDynamicEmergencyAddress: order(),
  CreateDynamicEmergencyEndpoint: order(),
  // Registrations
  CreateBrandPost: order(),
  PostOrderExternalVetting: order(),
  RevetBrand: order(),
  AcceptCampaign: order(),
  PostCampaign: order(),
  addDirPhoneNumbersSimplified: order({ each: 'phone_numbers' }),
  submitDirSimple: order(),
  activateBrandedCalling: order(),
  enableReputationSettings: order(),
  updateReputationFrequency: setting(),
  associateReputationNumbers: order({ each: 'phone_numbers' }),
  submitReputationRemediation: order({ each: 'phone_numbers' }),
  // SIM cards, networks and the rest
  PurchaseESim: order(),
  RegisterSimCards: order(),
  CreateSimCardOrder: order(),
  EnableSimCard: setting(),
  SetSimCardPublicIp: setting(),
  SetPublicIPsBulk: setting({ each: 'sim_card_ids' }),
  CreatePrivateWirelessGateway: order(),
  CreatePublicInternetGateway: order(),
  CreateGlobalIp: order(),
  CreateVirtualCrossConnect: order(),
  CreateWireguardInterface: order(),
  create_new_finetuningjob_public_finetuning_post: order(),
  CreateRoomComposition: order(),
  CreateMigration: order(),
  UpdateAutoRechargePrefs: setting(),
  createStoredPaymentTransaction: order(),
  // Lookups by the piece
  CreateEmailValidationBatch: lookup('emails'),
  refreshReputationNumbers: lookup('phone_numbers'),
  ListRCSCapabilitiesOfAPhoneNumbersBatch: lookup('phone_numbers'),
};
