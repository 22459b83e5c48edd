import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Collection } from '../collection.ts';
import { listReply, passes } from '../collection.ts';
import { errorEntry, refuse, TelnyxError } from '../errors.ts';
import type { Call, Route } from '../operation.ts';
import { data, found, parseBody } from '../operation.ts';
import { charge } from '../state/account.ts';
import { iso } from '../state/ids.ts';
import type { NumberOrder } from '../state/number-order.ts';
import { orderStatus, wireOrder, wireOrderSummary } from '../state/number-order.ts';
import { ownNumber } from '../state/owned-number.ts';
import type { Offer } from '../state/stock.ts';
import { PhoneNumber } from './fields.ts';

const NewOrder = z.object({
  phone_numbers: z
    .array(z.object({ phone_number: PhoneNumber, requirement_group_id: z.string().optional(), bundle_id: z.string().optional() }), {
      error: 'You must provide at least 1 phone number.',
    })
    .min(1, { error: 'You must provide at least 1 phone number.' }),
  connection_id: z.string().optional(),
  messaging_profile_id: z.string().optional(),
  billing_group_id: z.string().optional(),
  customer_reference: z.string().optional(),
});

/** The offers that are asked for; every number that is not for sale, or asked for twice, is an entry of one 422. */
function offersFor({ world }: Call, phoneNumbers: readonly string[]): Offer[] {
  const refusals = phoneNumbers.flatMap((phoneNumber, index) => {
    if (phoneNumbers.indexOf(phoneNumber) === index && world.stock.find(phoneNumber)) return [];
    return [
      errorEntry(
        '10015',
        { pointer: `/phone_numbers/${index}/phone_number` },
        `The phone number ${phoneNumber} is not available for purchase.`,
      ),
    ];
  });
  if (refusals.length > 0) throw new TelnyxError(422, refusals);
  return phoneNumbers.flatMap((phoneNumber) => world.stock.find(phoneNumber) ?? []);
}

/** All or nothing: the upfront costs are taken at once, the numbers are owned at once and work when the order is done. */
function createOrder(call: Call) {
  const { account, world, now } = call;
  const { phone_numbers, ...given } = parseBody(call, NewOrder);
  const profileId = given.messaging_profile_id;
  if (profileId !== undefined && !account.profiles.has(profileId)) throw refuse(422, '10017', '/messaging_profile_id');
  const offers = offersFor(
    call,
    phone_numbers.map((line) => line.phone_number),
  );
  charge(
    account,
    offers.reduce((sum, offer) => sum + offer.upfront, 0),
  );
  const doneAt = now + world.pace.orderedAfterMs;
  for (const offer of offers) {
    world.stock.take(offer.phoneNumber);
    const number = ownNumber(offer, {
      id: world.nextNumericId(),
      boughtAt: now,
      activeAt: doneAt,
      messagingProfileId: profileId,
      connectionId: given.connection_id,
      customerReference: given.customer_reference,
      billingGroupId: given.billing_group_id,
    });
    account.numbers.set(number.id, number);
  }
  const order: NumberOrder = {
    id: randomUUID(),
    createdAt: now,
    doneAt,
    lines: offers.map((offer) => ({ id: randomUUID(), offer })),
    references: given,
    subOrderId: randomUUID(),
  };
  account.orders.set(order.id, order);
  return data(wireOrder(order, now));
}

const collection = (now: number): Collection<NumberOrder> => ({
  filters: {
    status: (order, filter) => passes(orderStatus(order, now), filter),
    created_at: (order, filter) => passes(iso(order.createdAt), filter),
    phone_numbers_count: (order, filter) => passes(String(order.lines.length), filter),
    customer_reference: (order, filter) => passes(order.references.customer_reference, filter),
    requirements_met: (_, filter) => filter.value === 'true',
  },
  sorts: { created_at: (order) => order.createdAt },
  usualSort: '-created_at',
  maxPageSize: 250,
});

export const numberOrderRoutes: readonly Route[] = [
  { method: 'POST', path: '/number_orders', handle: createOrder },
  {
    method: 'GET',
    path: '/number_orders',
    handle: (call) => listReply(call, call.account.orders.values(), collection(call.now), (order) => wireOrderSummary(order, call.now)),
  },
  {
    method: 'GET',
    path: '/number_orders/{number_order_id}',
    handle: (call) => data(wireOrder(found(call.account.orders.get(call.param('number_order_id'))), call.now)),
  },
];
