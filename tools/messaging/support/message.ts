import { z } from 'zod';
import { field } from '../../../shared/mcp/tool/index.ts';

const Party = {
  phone_number: field.text(),
  carrier: field.text(),
  line_type: field.text(),
  status: field.text(),
};

/** A message, outbound or inbound. */
export const Message = z.object({
  id: field.text(),
  direction: field.text(),
  type: field.text(),
  from: field.object(Party),
  to: field.list(z.object(Party)).describe('status: queued, sending, sent, delivered, delivery_failed, …'),
  text: field.text(),
  subject: field.text(),
  media: field.list(
    z.object({
      url: field.text(),
      content_type: field.text(),
      size: field.count(),
    }),
  ),
  parts: field.count(),
  encoding: field.text(),
  cost: field.object({ amount: field.text(), currency: field.text() }),
  cost_breakdown: field.object({
    carrier_fee: field.object({ amount: field.text(), currency: field.text() }),
    rate: field.object({ amount: field.text(), currency: field.text() }),
  }),
  received_at: field.text(),
  sent_at: field.text(),
  completed_at: field.text(),
  messaging_profile_id: field.text(),
  tcr_campaign_id: field.text(),
  errors: field.list(z.object({ code: field.text(), title: field.text(), detail: field.text() })),
});
