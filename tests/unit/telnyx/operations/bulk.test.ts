import { expect, test } from '@jest/globals';
import { classify, type Operation, type Schema } from '../../../../shared/telnyx/operations/index.ts';
import { INDEX, operation, OPERATIONS } from './operation-list.ts';

/** Operations that change or reach many things at once, and what must say which ones. */
const BULK: Readonly<Record<string, readonly string[]>> = {
  DeleteRoomRecordings: ['filter'],
  DeleteRecordings: ['ids'],
  CreateUpdatePhoneNumbersJob: ['phone_numbers', 'filter'],
  CreateDeletePhoneNumbersJob: ['phone_numbers'],
  CreatePhoneNumbersJobUpdateEmergencySettings: ['phone_numbers'],
  BulkUpdateMessagingSettingsOnPhoneNumbers: ['numbers'],
  deleteDirPhoneNumbersSimplified: ['phone_numbers'],
  addDirPhoneNumbersSimplified: ['phone_numbers'],
  associateReputationNumbers: ['phone_numbers'],
  submitReputationRemediation: ['phone_numbers'],
  refreshReputationNumbers: ['phone_numbers'],
  CreateExternalConnectionUpload: ['number_ids'],
  SetPublicIPsBulk: ['sim_card_ids'],
  RegisterSimCards: ['registration_codes'],
  CreateNumberOrder: ['phone_numbers'],
  CreateMessagingHostedNumberOrder: ['phone_numbers'],
  CreateInexplicitNumberOrder: ['ordering_groups'],
  CreateUserBundlesBulk: ['items'],
  CreatePhoneNumberConfigurations: ['phone_number_configurations'],
  SendPortingVerificationCodes: ['phone_numbers'],
  CreateVerificationCodesForMessagingHostedNumberOrder: ['phone_numbers'],
  KickParticipantInSession: ['participants'],
  MuteParticipantInSession: ['participants'],
  UnmuteParticipantInSession: ['participants'],
  import_assistants_public_assistants_import_post: ['import_ids'],
};

/** Those in which an empty list changes nothing, or is for Telnyx to refuse. */
const NOT_BULK = [
  // Make something, or list.
  ...['CreateCsvDownload', 'CreateNumberReservation', 'CreatePortingOrder', 'SubmitVerificationRequest', 'UpdateVerificationRequest'],
  ...['ListPushCredentials', 'FindTelephonyCredentials', 'ListRCSCapabilitiesOfAPhoneNumbersBatch', 'CreatePronunciationDict'],
  ...['UpdatePronunciationDict', 'CallStartAIAssistant', 'CreateRequirementVersion'],
  // The tools of one assistant.
  ...['create_new_assistant_public_assistants_post', 'update_assistant_public_assistants__assistant_id__post'],
  'update_assistant_version_public_assistants__assistant_id__versions__version_id__post',
];

const CONFERENCE = [
  ...['HoldConferenceParticipants', 'MuteConferenceParticipants', 'PlayConferenceAudio', 'ConferenceSendDTMF', 'SpeakTextToConference'],
  ...['StopConferenceAudio', 'UnholdConferenceParticipants', 'UnmuteConferenceParticipants', 'JoinConference', 'UpdateConference'],
];

const resolve = (schema: Schema): Schema =>
  schema.$ref === undefined ? schema : { ...resolve(INDEX.schemas[schema.$ref] ?? {}), ...schema };
const isList = (schema: Schema): boolean => schema.items !== undefined || (schema.anyOf ?? []).some((each) => isList(resolve(each)));
const TARGETS = /(?:^|_)(?:ids|numbers|phoneNumbers|codes|items|groups|participants|configurations)$|phoneNumbers/;

function takesMany({ query, body }: Operation): boolean {
  const lists = Object.entries((body && resolve(body).properties) ?? {}).filter(([, schema]) => isList(resolve(schema)));
  return query?.properties?.['filter'] !== undefined || lists.some(([name]) => TARGETS.test(name));
}

test('every change of many things in the index is reviewed', () => {
  const many = OPERATIONS.filter((each) => each.class !== 'read' && takesMany(each)).map(({ id }) => id);
  const verified = ['ValidateVerificationCodesForMessagingHostedNumberOrder', 'VerifyPortingVerificationCodes'];
  expect([...many].sort()).toEqual([...Object.keys(BULK), ...NOT_BULK, ...CONFERENCE, ...verified].sort());
});

test('a change of many things without a filter or a list is refused, and so is an empty one', () => {
  for (const [id, names] of Object.entries(BULK)) {
    for (const nothing of [undefined, null, '', [], {}, [null], [''], { status: '' }, { room_id: { eq: null } }])
      expect([id, nothing, classify(operation(id), Object.fromEntries(names.map((name) => [name, nothing]))).refusal]).toEqual([
        ...[id, nothing],
        expect.stringContaining(names.join(' or ')),
      ]);
    for (const name of names)
      for (const something of [['a'], { room_id: 'a' }, 'all'])
        expect(classify(operation(id), { [name]: something }).refusal).toBeUndefined();
  }
});

test.each(CONFERENCE)('%s is for everybody where nobody is named, and refuses an empty list', (id) => {
  const name = ['JoinConference', 'UpdateConference'].includes(id) ? 'whisper_call_control_ids' : 'call_control_ids';
  expect(classify(operation(id), { [name]: [] }).refusal).toContain(name);
  expect(classify(operation(id), {}).refusal).toBeUndefined();
  expect(classify(operation(id), { [name]: ['v3:a'] }).refusal).toBeUndefined();
});

test('nothing without an id in its path deletes, but what has a filter', () => {
  const whole = OPERATIONS.filter(({ method, path }) => method === 'DELETE' && !path.includes('{'));
  expect(whole.map(({ id }) => id)).toEqual(['DeleteRoomRecordings']);
});
