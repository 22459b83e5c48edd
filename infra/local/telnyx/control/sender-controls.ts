import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { NotFound } from '../errors.ts';
import type { Simulator } from '../simulator.ts';
import { numberByPhone } from '../state/account.ts';
import { E164 } from '../state/countries.ts';
import { hostNumber } from '../state/owned-number.ts';
import { STATES, type Assignment } from '../state/registration.ts';
import { iso } from '../state/row.ts';
import { accountOf } from './account-controls.ts';

const Brand = z.strictObject({
  status: z.enum(STATES.brand).default('OK'),
  identity_status: z.enum(STATES.identity).default('VERIFIED'),
  failure_reasons: z.string().optional(),
});
const Campaign = z.strictObject({
  assignment: z.enum(STATES.assignment).default('ASSIGNED'),
  assignment_failure: z.string().optional(),
  status: z.enum(['ACTIVE', 'EXPIRED']).default('ACTIVE'),
  campaign_status: z.enum(STATES.campaign).default('MNO_PROVISIONED'),
  failure_reasons: z.string().optional(),
  t_mobile_suspended: z.boolean().default(false),
  shared: z.boolean().default(false),
  gone: z.boolean().default(false),
  brand: Brand.prefault({}),
});
const TollFree = z.strictObject({ status: z.enum(STATES.tollFree), reason: z.string().optional() });
const Sender = z.strictObject({
  key: z.string().optional(),
  phone_number: z.string().regex(E164),
  /** The number is another provider's, and only its texts are here, on the account's first messaging profile. */
  hosted: z.literal(true).optional(),
  status: z.string().optional(),
  /** As a number for sale has them: without sms it has no texting. */
  features: z.array(z.string()).optional(),
  campaign: Campaign.nullable().optional(),
  toll_free: TollFree.nullable().optional(),
});

/**
 * What carriers, the registry of campaigns or Telnyx have decided about one sender of an account. What is not named stays; null takes away.
 */
export function changeSender(simulator: Simulator, body: unknown) {
  const { key, phone_number: phoneNumber, hosted, status, features, campaign, toll_free: tollFree } = Sender.parse(body);
  const account = accountOf(simulator, key);
  const now = simulator.now();
  if (hosted) hostNumber(account, phoneNumber, now);
  const number = numberByPhone(account, phoneNumber);
  if (!number && !account.hostedNumbers.has(phoneNumber)) throw new NotFound('the account does not have this number');
  if (number && status !== undefined) number.row.status = status;
  if (number && features) account.numbers.set(number.row.id, { ...number, offer: { ...number.offer, features } });
  if (campaign === null) account.registrations.assignments.delete(phoneNumber);
  if (campaign) account.registrations.assignments.set(phoneNumber, assignmentOf(phoneNumber, campaign, now));
  if (tollFree === null) account.registrations.verifications.delete(phoneNumber);
  if (tollFree) account.registrations.verifications.set(phoneNumber, { id: randomUUID(), phoneNumber, ...tollFree, at: iso(now) });
  return {};
}

/** A number on a campaign of its own. */
function assignmentOf(phoneNumber: string, given: z.output<typeof Campaign>, now: number): Assignment {
  const { brand } = given;
  const id = randomUUID();
  return {
    phoneNumber,
    campaign: {
      id,
      tcrId: `C${id.slice(0, 6).toUpperCase()}`,
      isShared: given.shared,
      brand: { id: randomUUID(), status: brand.status, identityStatus: brand.identity_status, failureReasons: brand.failure_reasons },
      status: given.status,
      campaignStatus: given.campaign_status,
      failureReasons: given.failure_reasons,
      isTMobileSuspended: given.t_mobile_suspended,
    },
    isCampaignGone: given.gone,
    status: given.assignment,
    failureReasons: given.assignment_failure,
    at: iso(now),
  };
}
