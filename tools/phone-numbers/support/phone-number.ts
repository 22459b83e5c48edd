import { z } from 'zod';
import { field } from '../../../shared/mcp/tool/index.ts';

/** A number in a list. Leaves out `external_pin`, a secret. */
export const NumberSummary = z.object({
  id: field.text(),
  phone_number: field.text(),
  status: field.text(),
  phone_number_type: field.text(),
  country_iso_alpha2: field.text(),
  connection_id: field.text(),
  connection_name: field.text(),
  messaging_profile_id: field.text(),
  messaging_profile_name: field.text(),
  messaging_campaign_id: field.text(),
  tags: field.texts(),
  customer_reference: field.text(),
  purchased_at: field.text(),
  emergency_enabled: field.flag(),
  deletion_lock_enabled: field.flag(),
});

/** A number in full, without secrets. */
export const NumberRecord = NumberSummary.extend({
  activated_at: field.text(),
  billing_group_id: field.text(),
  call_forwarding_enabled: field.flag(),
  call_recording_enabled: field.flag(),
  caller_id_name_enabled: field.flag(),
  cnam_listing_enabled: field.flag(),
  emergency_address_id: field.text(),
  emergency_status: field.text(),
  hd_voice_enabled: field.flag(),
  inbound_call_screening: field.text(),
  t38_fax_gateway_enabled: field.flag(),
  source_type: field.text(),
});

const reach = () =>
  field.object({
    domestic_two_way: field.flag(),
    international_inbound: field.flag(),
    international_outbound: field.flag(),
  });

/** Messaging settings of a number, and its health. */
export const MessagingSettings = z.object({
  phone_number: field.text(),
  messaging_profile_id: field.text(),
  messaging_product: field.text(),
  eligible_messaging_products: field.texts(),
  features: field.object({ sms: reach(), mms: reach() }),
  health: field.object({
    message_count: field.count(),
    success_ratio: field.count(),
    spam_ratio: field.count(),
    inbound_outbound_ratio: field.count(),
  }),
});

/** On an error of its messaging backend, Telnyx then leaves out messaging fields instead of answering 503. */
export const TOLERATE_MESSAGING_ERRORS = {
  handle_messaging_profile_error: true,
};
