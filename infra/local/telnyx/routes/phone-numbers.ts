import { z } from 'zod';
import type { Collection } from '../collection.ts';
import { listReply, passes } from '../collection.ts';
import { refuse } from '../errors.ts';
import type { Call, Route } from '../operation.ts';
import { data, found, parseBody } from '../operation.ts';
import type { Filter } from '../query.ts';
import type { Account } from '../state/account.ts';
import type { OwnedNumber } from '../state/owned-number.ts';
import { MESSAGING_PRODUCTS, numberStatus, wireMessagingSettings, wireNumber } from '../state/owned-number.ts';

/** Ids of connections and addresses; an empty one takes the assignment away. */
const NumericId = z.string().regex(/^\d*$/, 'The id must be a string of digits.');

const Settings = z.object({
  connection_id: NumericId.optional(),
  customer_reference: z.string().optional(),
  billing_group_id: z.string().optional(),
  external_pin: z.string().optional(),
  hd_voice_enabled: z.boolean().optional(),
  tags: z.array(z.string()).optional(),
  address_id: NumericId.optional(),
});

const MessagingSettings = z.object({
  messaging_profile_id: z.string().nullish(),
  messaging_product: z.enum(MESSAGING_PRODUCTS).nullish(),
  tags: z.array(z.string()).optional(),
});

/** At least three digits; any other character finds nothing (Telnyx reference, filter[phone_number]). */
function byDigits(number: OwnedNumber, filter: Filter): boolean {
  if (filter.value.length < 3) throw refuse(400, '10015', filter.key, 'The phone number filter requires at least three digits.');
  return /^\d+$/.test(filter.value) && number.phoneNumber.includes(filter.value);
}

const collection = (now: number): Collection<OwnedNumber> => ({
  filters: {
    phone_number: byDigits,
    status: (number, filter) => passes(numberStatus(number, now), filter),
    tag: (number, filter) => number.tags.includes(filter.value),
    country_iso_alpha2: (number, filter) => filter.value.split(',').includes(number.offer.country),
    connection_id: (number, filter) => passes(number.connectionId, filter),
    customer_reference: (number, filter) => passes(number.customerReference, filter),
    billing_group_id: (number, filter) => passes(number.billingGroupId, filter),
    number_type: (number, filter) => passes(number.offer.type, filter),
    source: (_, filter) => filter.value === 'purchased',
    without_tags: (number, filter) => filter.value !== 'true' || number.tags.length === 0,
  },
  sorts: {
    purchased_at: (number) => number.boughtAt,
    phone_number: (number) => number.phoneNumber,
    connection_name: (number) => number.connectionId ?? '',
    usage_payment_method: () => '',
  },
  usualSort: '-purchased_at',
  maxPageSize: 250,
});

const profileName = (account: Account, number: OwnedNumber) =>
  number.messagingProfileId === null ? null : (account.profiles.get(number.messagingProfileId)?.settings.name ?? null);

const connectionName = ({ applications, sipConnections }: Account, { connectionId }: OwnedNumber) =>
  applications.get(connectionId ?? '')?.settings.application_name ?? sipConnections.find(({ id }) => id === connectionId)?.name ?? null;

const wire = ({ account, now }: Call, number: OwnedNumber) =>
  wireNumber(number, { profile: profileName(account, number), connection: connectionName(account, number) }, now);

const ownNumberOf = ({ account, param }: Call) => found(account.numbers.get(param('id')));

/** An empty string unassigns. */
const assignable = (value: string) => (value === '' ? null : value);

function updateNumber(call: Call) {
  const number = ownNumberOf(call);
  const change = parseBody(call, Settings);
  if (change.connection_id !== undefined) number.connectionId = assignable(change.connection_id);
  if (change.customer_reference !== undefined) number.customerReference = change.customer_reference;
  if (change.billing_group_id !== undefined) number.billingGroupId = assignable(change.billing_group_id);
  if (change.external_pin !== undefined) number.externalPin = assignable(change.external_pin);
  if (change.hd_voice_enabled !== undefined) number.hdVoice = change.hd_voice_enabled;
  if (change.tags !== undefined) number.tags = change.tags;
  number.updatedAt = call.now;
  return data(wire(call, number));
}

/** `messaging_profile_id`: an id assigns, "" unassigns, null or absence keeps. */
function updateMessagingSettings(call: Call) {
  const { account } = call;
  const number = ownNumberOf(call);
  const change = parseBody(call, MessagingSettings);
  const profileId = change.messaging_profile_id;
  if (typeof profileId === 'string' && profileId !== '' && !account.profiles.has(profileId))
    throw refuse(422, '10017', '/messaging_profile_id');
  if (typeof profileId === 'string') number.messagingProfileId = assignable(profileId);
  if (typeof change.messaging_product === 'string') number.messagingProduct = change.messaging_product;
  if (change.tags !== undefined) number.tags = change.tags;
  number.updatedAt = call.now;
  let sent = 0;
  for (const message of account.messages.values()) if (message.from === number.phoneNumber) sent += 1;
  return data(wireMessagingSettings(number, account.organizationId, sent));
}

export const phoneNumberRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/phone_numbers',
    handle: (call) => listReply(call, call.account.numbers.values(), collection(call.now), (number) => wire(call, number)),
  },
  { method: 'GET', path: '/phone_numbers/{id}', handle: (call) => data(wire(call, ownNumberOf(call))) },
  { method: 'PATCH', path: '/phone_numbers/{id}', handle: updateNumber },
  { method: 'PATCH', path: '/phone_numbers/{id}/messaging', handle: updateMessagingSettings },
];
