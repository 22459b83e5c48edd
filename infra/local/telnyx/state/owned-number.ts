import { iso } from './ids.ts';
import type { Offer } from './stock.ts';

/** A number that belongs to an account. */
export interface OwnedNumber {
  readonly id: string;
  readonly phoneNumber: string;
  readonly offer: Offer;
  readonly boughtAt: number;
  /** From then on the number works; before, it is purchase-pending. */
  readonly activeAt: number;
  updatedAt: number;
  connectionId: string | null;
  customerReference: string | null;
  billingGroupId: string | null;
  externalPin: string | null;
  hdVoice: boolean;
  tags: string[];
  messagingProfileId: string | null;
  messagingProduct: string;
}

/** Products a number may be moved between. */
export const MESSAGING_PRODUCTS = ['A2P', 'P2P'];

interface Purchase {
  readonly id: string;
  readonly boughtAt: number;
  readonly activeAt: number;
  readonly messagingProfileId?: string | undefined;
  readonly connectionId?: string | undefined;
  readonly customerReference?: string | undefined;
  readonly billingGroupId?: string | undefined;
}

/** A bought number with Telnyx's defaults. */
export function ownNumber(offer: Offer, purchase: Purchase): OwnedNumber {
  const { id, boughtAt, activeAt } = purchase;
  return {
    id,
    phoneNumber: offer.phoneNumber,
    offer,
    boughtAt,
    activeAt,
    updatedAt: boughtAt,
    connectionId: purchase.connectionId ?? null,
    customerReference: purchase.customerReference ?? null,
    billingGroupId: purchase.billingGroupId ?? null,
    externalPin: '4321',
    hdVoice: false,
    tags: [],
    messagingProfileId: purchase.messagingProfileId ?? null,
    messagingProduct: 'A2P',
  };
}

export const numberStatus = (number: OwnedNumber, now: number) => (now >= number.activeAt ? 'active' : 'purchase-pending');

/** The number as GET /phone_numbers sends it, `external_pin` included. */
export function wireNumber(number: OwnedNumber, names: { profile: string | null; connection: string | null }, now: number) {
  const active = now >= number.activeAt;
  return {
    record_type: 'phone_number',
    id: number.id,
    phone_number: number.phoneNumber,
    country_iso_alpha2: number.offer.country,
    status: numberStatus(number, now),
    phone_number_type: number.offer.type,
    tags: number.tags,
    connection_id: number.connectionId,
    connection_name: names.connection,
    customer_reference: number.customerReference,
    external_pin: number.externalPin,
    t38_fax_gateway_enabled: true,
    purchased_at: iso(number.boughtAt),
    activated_at: active ? iso(number.activeAt) : null,
    billing_group_id: number.billingGroupId,
    emergency_enabled: false,
    emergency_address_id: null,
    emergency_status: 'disabled',
    call_forwarding_enabled: true,
    cnam_listing_enabled: false,
    caller_id_name_enabled: false,
    call_recording_enabled: false,
    messaging_profile_id: number.messagingProfileId,
    messaging_profile_name: names.profile,
    hd_voice_enabled: number.hdVoice,
    inbound_call_screening: 'disabled',
    source_type: 'number_order',
    deletion_lock_enabled: false,
    created_at: iso(number.boughtAt),
    updated_at: iso(number.updatedAt),
  };
}

/** The number as PATCH /phone_numbers/{id}/messaging sends it. `sent` counts its messages. */
export function wireMessagingSettings(number: OwnedNumber, organizationId: string, sent: number) {
  const american = number.offer.country === 'US' || number.offer.country === 'CA';
  const feature = (name: string) =>
    number.offer.features.includes(name)
      ? { domestic_two_way: true, international_inbound: american, international_outbound: american }
      : null;
  return {
    record_type: 'messaging_settings',
    id: number.id,
    phone_number: number.phoneNumber,
    messaging_profile_id: number.messagingProfileId,
    messaging_product: number.messagingProduct,
    eligible_messaging_products: MESSAGING_PRODUCTS,
    traffic_type: number.messagingProduct,
    type: number.offer.type === 'toll_free' ? 'toll-free' : 'long-code',
    country_code: number.offer.country,
    organization_id: organizationId,
    tags: number.tags,
    features: { sms: feature('sms'), mms: feature('mms') },
    health: { message_count: sent, inbound_outbound_ratio: 0, success_ratio: 1, spam_ratio: 0 },
    created_at: iso(number.boughtAt),
    updated_at: iso(number.updatedAt),
  };
}
