import { refuse } from '../errors.ts';
import { positiveInteger } from '../list.ts';
import type { Call, Routes } from '../operation.ts';
import { found } from '../operation.ts';
import { assignmentView, brandView, campaignView, sharedCampaignView, verificationView, type Campaign } from '../state/registration.ts';

/** No envelope. */
const bare = (body: object) => ({ status: 200, body });

/** The campaigns that are not gone. */
const campaignsOf = ({ account }: Call): Campaign[] =>
  [...account.registrations.assignments.values()].flatMap(({ campaign, isCampaignGone }) => (isCampaignGone ? [] : [campaign]));

const brandOf = ({ account, param }: Call) =>
  [...account.registrations.assignments.values()]
    .map(({ campaign }) => campaign)
    .find(({ brand, isShared }) => !isShared && brand.id === param('brandId'))?.brand;

/** Both parameters of the page must be there; nothing but the exact number is found. */
function listVerifications({ account, query }: Call) {
  for (const name of ['page', 'page_size'])
    if (query.get(name) === undefined) throw refuse(422, '10004', name, `The '${name}' parameter is required.`);
  const [number, size] = [positiveInteger(query, 'page', 1, 1_000_000), Math.min(positiveInteger(query, 'page_size', 20, 1_000_000), 100)];
  const [wanted, status] = ['phone_number', 'status'].map((name) => query.get(name));
  const all = [...account.registrations.verifications.values()].filter(
    (each) => (wanted === undefined || each.phoneNumber === wanted) && (status === undefined || each.status === status),
  );
  return bare({ records: all.slice((number - 1) * size, number * size).map(verificationView), total_records: all.length });
}

export const registrationRoutes: Routes = {
  'GET /10dlc/phone_number_campaigns/{phoneNumber}': ({ account, param }) =>
    bare(assignmentView(found(account.registrations.assignments.get(param('phoneNumber'))))),
  'GET /10dlc/campaign/{campaignId}': (call) =>
    bare(campaignView(found(campaignsOf(call).find(({ id, isShared }) => !isShared && id === call.param('campaignId'))))),
  'GET /10dlc/partner_campaigns/{campaignId}': (call) =>
    bare(sharedCampaignView(found(campaignsOf(call).find(({ tcrId, isShared }) => isShared && tcrId === call.param('campaignId'))))),
  'GET /10dlc/brand/{brandId}': (call) => bare(brandView(found(brandOf(call)))),
  'GET /messaging_tollfree/verification/requests': listVerifications,
};
