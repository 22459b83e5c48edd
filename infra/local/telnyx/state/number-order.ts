import { iso } from './ids.ts';
import type { Offer } from './stock.ts';

/** An order of numbers. It succeeds at `doneAt`; what could fail was refused when it was placed. */
export interface NumberOrder {
  readonly id: string;
  readonly createdAt: number;
  readonly doneAt: number;
  readonly lines: readonly { readonly id: string; readonly offer: Offer }[];
  /** Only what the caller gave, under its wire name. */
  readonly references: Readonly<
    Partial<Record<'connection_id' | 'messaging_profile_id' | 'billing_group_id' | 'customer_reference', string | undefined>>
  >;
  readonly subOrderId: string;
}

export const orderStatus = (order: NumberOrder, now: number) => (now >= order.doneAt ? 'success' : 'pending');

/** The order without its lines: what GET /number_orders lists, with number and id only. */
export const wireOrderSummary = (order: NumberOrder, now: number) => ({
  record_type: 'number_order',
  id: order.id,
  status: orderStatus(order, now),
  phone_numbers_count: order.lines.length,
  phone_numbers: order.lines.map((line) => ({ id: line.id, phone_number: line.offer.phoneNumber })),
  requirements_met: true,
  sub_number_orders_ids: [order.subOrderId],
  ...order.references,
  created_at: iso(order.createdAt),
  updated_at: iso(now >= order.doneAt ? order.doneAt : order.createdAt),
});

/** The order with a full record per number. */
export const wireOrder = (order: NumberOrder, now: number) => ({
  ...wireOrderSummary(order, now),
  phone_numbers: order.lines.map(({ id, offer }) => ({
    record_type: 'number_order_phone_number',
    id,
    phone_number: offer.phoneNumber,
    country_code: offer.country,
    country_iso_alpha2: offer.country,
    phone_number_type: offer.type,
    status: orderStatus(order, now),
    requirements_met: true,
    requirements_status: 'approved',
    regulatory_requirements: [],
  })),
});
