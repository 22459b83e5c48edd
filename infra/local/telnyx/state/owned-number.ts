import { randomUUID } from 'node:crypto';
import type { Account } from './account.ts';
import type { Row } from './row.ts';
import { iso } from './row.ts';
import type { Offer } from './stock.ts';

interface NumberRow extends Row {
  readonly phone_number: string;
  readonly country_iso_alpha2: string;
  status: string;
  tags: string[];
  connection_id: string | null;
  messaging_profile_id: string | null;
}

/** A number that belongs to an account. */
export interface OwnedNumber {
  readonly offer: Offer;
  messagingProduct: string;
  /** As GET /phone_numbers sends it, `external_pin` included, but for the names of its connection and its profile. */
  readonly row: NumberRow;
}

/** A number of another provider, as GET /messaging_hosted_numbers sends it. */
export interface HostedNumber extends Row {
  readonly phone_number: string;
  readonly messaging_profile_id: string | null;
}

/** Products a number may be moved between. */
const MESSAGING_PRODUCTS = ['A2P', 'P2P'];

interface Purchase {
  readonly id: string;
  readonly boughtAt: number;
  /** From then on the number works; before, it is purchase-pending. */
  readonly activeAt: number;
  readonly messaging_profile_id?: string;
  readonly connection_id?: string;
  readonly customer_reference?: string;
  readonly billing_group_id?: string;
}

/** What no operation of the simulator changes. */
const FIXED = {
  ...{ emergency_enabled: false, emergency_address_id: null, emergency_status: 'disabled', deletion_lock_enabled: false },
  ...{ call_forwarding_enabled: true, call_recording_enabled: false, inbound_call_screening: 'disabled', t38_fax_gateway_enabled: true },
  ...{ cnam_listing_enabled: false, caller_id_name_enabled: false, source_type: 'number_order' },
};

/** A bought number with Telnyx's defaults. */
export function ownNumber(account: Account, offer: Offer, purchase: Purchase): OwnedNumber {
  const { id, boughtAt, activeAt } = purchase;
  const active = { status: 'active', activated_at: iso(activeAt) };
  const row: NumberRow = {
    record_type: 'phone_number',
    id,
    phone_number: offer.phoneNumber,
    country_iso_alpha2: offer.country,
    status: 'purchase-pending',
    phone_number_type: offer.type,
    tags: [],
    connection_id: purchase.connection_id ?? null,
    customer_reference: purchase.customer_reference ?? null,
    external_pin: '4321',
    purchased_at: iso(boughtAt),
    activated_at: null,
    billing_group_id: purchase.billing_group_id ?? null,
    messaging_profile_id: purchase.messaging_profile_id ?? null,
    hd_voice_enabled: false,
    ...FIXED,
    created_at: iso(boughtAt),
    updated_at: iso(boughtAt),
    ...(activeAt <= boughtAt && active),
  };
  if (activeAt > boughtAt) account.timeline.schedule(activeAt, () => Object.assign(row, active));
  const number = { offer, messagingProduct: 'A2P', row };
  account.numbers.set(id, number);
  return number;
}

/** The number as PATCH /phone_numbers/{id}/messaging sends it. */
export function messagingSettings({ offer, messagingProduct, row }: OwnedNumber, { organizationId, messages }: Account) {
  const isInternational = offer.features.includes('international_sms');
  const feature = (name: string) =>
    offer.features.includes(name)
      ? { domestic_two_way: true, international_inbound: isInternational, international_outbound: isInternational }
      : null;
  let sent = 0;
  for (const { from } of messages.values()) if (from.phone_number === row.phone_number) sent += 1;
  return {
    record_type: 'messaging_settings',
    id: row.id,
    phone_number: row.phone_number,
    messaging_profile_id: row.messaging_profile_id,
    messaging_product: messagingProduct,
    eligible_messaging_products: MESSAGING_PRODUCTS,
    traffic_type: messagingProduct,
    type: offer.type === 'toll_free' ? 'toll-free' : 'long-code',
    country_code: offer.country,
    organization_id: organizationId,
    tags: row.tags,
    features: { sms: feature('sms'), mms: feature('mms') },
    health: { message_count: sent, inbound_outbound_ratio: 0, success_ratio: 1, spam_ratio: 0 },
    created_at: row['created_at'],
    updated_at: row['updated_at'],
  };
}

/** A number of another provider whose texts come to the account, on its first messaging profile. */
export function hostNumber({ hostedNumbers, profiles, organizationId }: Account, phoneNumber: string, now: number): void {
  const [profile = null] = profiles.keys();
  const reach = { domestic_two_way: true, international_inbound: true, international_outbound: true };
  hostedNumbers.set(phoneNumber, {
    record_type: 'messaging_settings',
    id: randomUUID(),
    phone_number: phoneNumber,
    messaging_profile_id: profile,
    messaging_product: 'A2P',
    eligible_messaging_products: MESSAGING_PRODUCTS,
    traffic_type: 'A2P',
    type: 'long-code',
    country_code: 'US',
    organization_id: organizationId,
    tags: [],
    features: { sms: reach, mms: reach },
    created_at: iso(now),
    updated_at: iso(now),
  });
}

/** A short code that Telnyx has assigned to the account, on its first messaging profile. */
export function addShortCode({ shortCodes, profiles }: Account, code: string, now: number): void {
  const id = randomUUID();
  const [profile = null] = profiles.keys();
  const times = { created_at: iso(now), updated_at: iso(now) };
  shortCodes.set(id, {
    record_type: 'short_code',
    id,
    short_code: code,
    country_code: 'US',
    messaging_profile_id: profile,
    tags: [],
    ...times,
  });
}
