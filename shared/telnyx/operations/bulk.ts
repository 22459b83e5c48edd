import type { Operation } from './operation.ts';
import { isSaid } from './names.ts';

/** Operations on many things at once: without any of these arguments, they would be carried out on everything, or on nobody knows what. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  DeleteRoomRecordings: ['filter'],
  CreateUpdatePhoneNumbersJob: ['phone_numbers', 'filter'],
  CreateDeletePhoneNumbersJob: ['phone_numbers'],
  CreatePhoneNumbersJobUpdateEmergencySettings: ['phone_numbers'],
  DeleteRecordings: ['ids'],
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
  // Without them, every number of the order gets a code.
  SendPortingVerificationCodes: ['phone_numbers'],
  CreateVerificationCodesForMessagingHostedNumberOrder: ['phone_numbers'],
  // "all" is a word of its own.
  KickParticipantInSession: ['participants'],
  MuteParticipantInSession: ['participants'],
  UnmuteParticipantInSession: ['participants'],
  import_assistants_public_assistants_import_post: ['import_ids'],
};

/** Left out, these mean everybody who is in one conference. Nobody knows what an empty list means. */
const NEVER_EMPTY = ['call_control_ids', 'whisper_call_control_ids'];

/** @returns why a change of many things at once is refused */
export function bulkRefusal(
  { id, class: kind }: Pick<Operation, 'id' | 'class'>,
  args: Readonly<Record<string, unknown>>,
): string | undefined {
  if (kind === 'read') return undefined;
  const needed = NEEDED[id] ?? [];
  if (needed.length > 0 && needed.every((name) => isNothing(args[name]))) {
    return `${id} changes many things at once: say which ones with ${needed.join(' or ')}.`;
  }
  const empty = NEVER_EMPTY.find((name) => Array.isArray(args[name]) && isNothing(args[name]));
  return empty === undefined ? undefined : `${empty} is empty. Name those whom it is about, or leave it out for everybody.`;
}

/** A filter without a value, or a list without an item. */
function isNothing(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return !isSaid(value) || (typeof value === 'string' && value.trim() === '');
  return depth < 5 && Object.values(value).every((inner) => isNothing(inner, depth + 1));
}
