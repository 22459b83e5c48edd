import { randomUUID } from 'node:crypto';
import { bodyOf } from '../bodies.ts';
import { errorBody, errorEntry, refuse } from '../errors.ts';
import type { Filters } from '../list.ts';
import { listReply, positiveInteger } from '../list.ts';
import type { Call, Reply, Routes } from '../operation.ts';
import { data, found } from '../operation.ts';
import { SEARCHED_MS } from './available-numbers.ts';
import { charge, numberByPhone } from '../state/account.ts';
import { checkConnection, checkReference } from '../state/references.ts';
import type { OwnedNumber } from '../state/owned-number.ts';
import { messagingSettings, ownNumber } from '../state/owned-number.ts';
import type { Row } from '../state/row.ts';
import { change, iso } from '../state/row.ts';
import type { Offer } from '../state/stock.ts';
import { PACE } from '../state/world.ts';

const connectionName = ({ applications, sipConnections }: Call['account'], id: string | null) =>
  applications.get(id ?? '')?.application_name ?? sipConnections.find(({ row }) => row.id === id)?.name ?? null;

/** The number with the names of its connection and its profile. */
const shown = ({ account }: Call, { row }: OwnedNumber) => ({
  ...row,
  connection_name: connectionName(account, row.connection_id),
  messaging_profile_name: account.profiles.get(row.messaging_profile_id ?? '')?.name ?? null,
});

const NUMBER_FILTERS: Filters<ReturnType<typeof shown>> = {
  /** At least three digits; any other character finds nothing (Telnyx reference, filter[phone_number]). */
  phone_number: ({ phone_number: number }, { key, value }) => {
    if (value.length < 3) throw refuse(400, '10015', key, 'The phone number filter requires at least three digits.');
    return /^\d+$/.test(value) && number.includes(value);
  },
  tag: ({ tags }, { value }) => tags.includes(value),
  country_iso_alpha2: ({ country_iso_alpha2: country }, { value }) => value.split(',').includes(country),
  number_type: 'phone_number_type',
  'voice.connection_name': 'connection_name',
  source: (_, { value }) => value === 'purchased',
  without_tags: ({ tags }, { value }) => value !== 'true' || tags.length === 0,
};

const numberOf = ({ account, param }: Call) => found(account.numbers.get(param('id')));

/** An empty string takes an assignment away. */
const UNASSIGNED: readonly string[] = ['connection_id', 'billing_group_id', 'external_pin'];

function updateNumber(call: Call) {
  const number = numberOf(call);
  const body = bodyOf(call, 'PATCH /phone_numbers/{id}');
  const { billingGroups, addresses } = call.account.references;
  checkConnection(call.account, body.connection_id, '/connection_id');
  checkReference(billingGroups, body.billing_group_id, '/billing_group_id');
  checkReference(addresses, body.address_id, '/address_id');
  const settings = Object.entries(body).map(([name, value]) => [
    name,
    value === '' && UNASSIGNED.includes(name) ? null : (value as unknown),
  ]);
  change(number.row, Object.fromEntries(settings) as object, call.now);
  return data(shown(call, number));
}

/** `messaging_profile_id`: an id assigns, "" unassigns, null or absence keeps. */
function updateMessagingSettings(call: Call) {
  const { account, now } = call;
  const number = numberOf(call);
  const body = bodyOf(call, 'PATCH /phone_numbers/{id}/messaging');
  const { messaging_profile_id: profile, messaging_product: product, tags } = body;
  checkReference(account.profiles, profile, '/messaging_profile_id');
  if (typeof profile === 'string') number.row.messaging_profile_id = profile === '' ? null : profile;
  if (typeof product === 'string') number.messagingProduct = product;
  change(number.row, { tags }, now);
  return data(messagingSettings(number, account));
}

/**
 * The offers that are asked for.
 *
 * @throws {@link TelnyxError} 409 (85001) for a number that the account has, 422 (10027) for numbers that are not for sale, not found by a
 *   recent search, or asked for twice
 */
function offersFor({ account, now, world }: Call, phoneNumbers: readonly string[]): Offer[] {
  if (phoneNumbers.some((phoneNumber) => numberByPhone(account, phoneNumber))) throw refuse(409, '85001', '/phone_numbers');
  const isSearched = (phoneNumber: string) => now - (account.searched.get(phoneNumber) ?? -Infinity) <= SEARCHED_MS;
  const isMeant = (phoneNumber: string, index: number) => phoneNumbers.indexOf(phoneNumber) === index && isSearched(phoneNumber);
  const offers = phoneNumbers.map((phoneNumber, index) => (isMeant(phoneNumber, index) ? world.stock.find(phoneNumber) : undefined));
  const unknown = phoneNumbers.filter((_, index) => !offers[index]).map((phoneNumber) => `'${phoneNumber}'`);
  if (unknown.length > 0)
    throw refuse(422, '10027', '/', `We don't recognize the number(s) [${unknown.join(', ')}]. Did you first search for the number(s)?`);
  return offers.filter((offer) => offer !== undefined);
}

/** All or nothing: the upfront costs are taken at once, the numbers are owned at once and work when the order is done. */
function createOrder(call: Call) {
  const { account, world, now } = call;
  const { phone_numbers: wanted, ...given } = bodyOf(call, 'POST /number_orders');
  if (account.standing.level === 'trial' && account.orders.size > 0)
    throw refuse(403, '10039', undefined, 'Only 1 order is allowed at your account level. Refer to https://telnyx.com/upgrade');
  const { billingGroups, requirementGroups } = account.references;
  checkReference(account.profiles, given.messaging_profile_id, '/messaging_profile_id');
  checkConnection(account, given.connection_id, '/connection_id');
  checkReference(billingGroups, given.billing_group_id, '/billing_group_id');
  for (const [index, { requirement_group_id: id }] of wanted.entries())
    checkReference(requirementGroups, id, `/phone_numbers/${index}/requirement_group_id`);
  const offers = offersFor(
    call,
    wanted.map((line) => line.phone_number),
  );
  charge(
    account,
    offers.reduce((sum, offer) => sum + offer.upfront, 0),
  );
  const activeAt = now + PACE.orderedMs;
  for (const offer of offers) {
    world.stock.take(offer.phoneNumber);
    ownNumber(account, offer, { ...given, id: world.nextNumericId(), boughtAt: now, activeAt });
  }
  const lines = offers.map((offer) => ({
    record_type: 'number_order_phone_number',
    id: randomUUID(),
    phone_number: offer.phoneNumber,
    country_code: offer.country,
    country_iso_alpha2: offer.country,
    phone_number_type: offer.type,
    status: 'pending',
    requirements_met: true,
    requirements_status: 'approved',
    regulatory_requirements: [],
  }));
  const order: Row = {
    record_type: 'number_order',
    id: randomUUID(),
    status: 'pending',
    phone_numbers_count: lines.length,
    phone_numbers: lines,
    requirements_met: true,
    sub_number_orders_ids: [randomUUID()],
    ...given,
    created_at: iso(now),
    updated_at: iso(now),
  };
  account.timeline.schedule(activeAt, (at) => {
    for (const one of [order, ...lines]) one.status = 'success';
    order['updated_at'] = iso(at);
  });
  account.orders.set(order.id, order);
  return data(order);
}

/** A list shows the numbers of an order with id and number only. */
const summary = (order: Row) => ({
  ...order,
  phone_numbers: (order['phone_numbers'] as readonly Row[]).map(({ id, phone_number: number }) => ({ id, phone_number: number })),
});

/** Where profiles cannot be loaded, the list goes without them and says so, if that is asked for; else it fails. */
function listNumbers(call: Call): Reply {
  const rows = Array.from(call.account.numbers.values(), (number) => shown(call, number));
  if (!call.account.standing.profilesAreDown) return listReply(call, rows, '-purchased_at', NUMBER_FILTERS);
  if (call.query.get('handle_messaging_profile_error') !== 'true') throw refuse(503, '10007');
  const { status, body } = listReply(call, rows, '-purchased_at', NUMBER_FILTERS);
  const data = body.data.map(({ messaging_profile_id: _, messaging_profile_name: __, ...row }) => row);
  const entry = errorEntry('10007', undefined, 'The messaging profiles of these numbers could not be loaded.');
  return { status, body: { data, meta: body.meta, ...errorBody([entry]) } };
}

/** Filters that the document lists by their whole names, brackets included. */
function filtered<R extends { readonly phone_number: string; readonly messaging_profile_id: unknown }>(
  { query }: Call,
  rows: Iterable<R>,
): R[] {
  const [numbers, part, profile] = ['phone_number', 'phone_number][contains', 'messaging_profile_id'].map((name) =>
    query.get(`filter[${name}]`),
  );
  return Array.from(rows).filter(
    (row) =>
      (numbers?.split(',').includes(row.phone_number) ?? true) &&
      row.phone_number.includes(part ?? '') &&
      (profile === undefined || row.messaging_profile_id === profile),
  );
}

/** One page of rows that are filtered already. */
function paged(call: Call, rows: readonly object[]): Reply {
  const [number, size] = [positiveInteger(call.query, 'page[number]', 1, 1_000_000), positiveInteger(call.query, 'page[size]', 20, 250)];
  const meta = { page_number: number, page_size: size, total_pages: Math.ceil(rows.length / size), total_results: rows.length };
  return { status: 200, body: { data: rows.slice((number - 1) * size, number * size), meta } };
}

const listMessagingSettings = (call: Call) =>
  paged(
    call,
    filtered(
      call,
      Array.from(call.account.numbers.values(), (number) => messagingSettings(number, call.account)),
    ),
  );

const listHosted = (call: Call) => paged(call, filtered(call, call.account.hostedNumbers.values()));

export const numberRoutes: Routes = {
  'GET /phone_numbers': listNumbers,
  // Before the one by id, which fits its path, too.
  'GET /phone_numbers/messaging': listMessagingSettings,
  'GET /phone_numbers/{id}': (call) => data(shown(call, numberOf(call))),
  'PATCH /phone_numbers/{id}': updateNumber,
  'PATCH /phone_numbers/{id}/messaging': updateMessagingSettings,
  'GET /messaging_hosted_numbers': listHosted,
  'POST /number_orders': createOrder,
  'GET /number_orders': (call) => listReply(call, Array.from(call.account.orders.values(), summary), '-created_at'),
  'GET /number_orders/{number_order_id}': ({ account, param }) => data(found(account.orders.get(param('number_order_id')))),
};
