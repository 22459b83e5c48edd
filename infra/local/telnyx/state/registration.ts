import type { Account } from './account.ts';
import { iso } from './row.ts';

const ASSIGNMENT_STATES = ['FAILED_ASSIGNMENT', 'PENDING_ASSIGNMENT', 'ASSIGNED', 'PENDING_UNASSIGNMENT', 'FAILED_UNASSIGNMENT'] as const;

/** The states of things in the registry of US carriers (10DLC) and of toll-free verification, as Telnyx writes them. */
export const STATES = {
  assignment: ASSIGNMENT_STATES,
  campaign: [
    ...(['TCR_PENDING', 'TCR_SUSPENDED', 'TCR_EXPIRED', 'TCR_ACCEPTED', 'TCR_FAILED', 'TELNYX_ACCEPTED', 'TELNYX_FAILED'] as const),
    ...(['MNO_PENDING', 'MNO_ACCEPTED', 'MNO_REJECTED', 'MNO_PROVISIONED', 'MNO_PROVISIONING_FAILED'] as const),
  ],
  brand: ['OK', 'REGISTRATION_PENDING', 'REGISTRATION_FAILED'],
  identity: ['VERIFIED', 'UNVERIFIED', 'SELF_DECLARED', 'VETTED_VERIFIED'],
  tollFree: ['Verified', 'Rejected', 'Waiting For Vendor', 'Waiting For Customer', 'Waiting For Telnyx', 'In Progress'],
} as const;

export interface Brand {
  readonly id: string;
  status: (typeof STATES.brand)[number];
  identityStatus: (typeof STATES.identity)[number];
  failureReasons?: string | undefined;
}

export interface Campaign {
  readonly id: string;
  /** The registry's own id. A campaign of somebody else has that alone. */
  readonly tcrId: string;
  readonly isShared: boolean;
  readonly brand: Brand;
  status: 'ACTIVE' | 'EXPIRED';
  campaignStatus: (typeof STATES.campaign)[number];
  failureReasons?: string | undefined;
  isTMobileSuspended: boolean;
}

/** A number on a campaign. The campaign may be gone. */
export interface Assignment {
  readonly phoneNumber: string;
  readonly campaign: Campaign;
  readonly isCampaignGone: boolean;
  readonly status: (typeof ASSIGNMENT_STATES)[number];
  readonly failureReasons?: string | undefined;
  readonly at: string;
}

/** A request to verify a toll-free number. */
export interface Verification {
  readonly id: string;
  readonly phoneNumber: string;
  readonly status: (typeof STATES.tollFree)[number];
  readonly reason?: string | undefined;
  readonly at: string;
}

/** What carriers know of the numbers of an account, by number. */
export interface Registrations {
  readonly assignments: Map<string, Assignment>;
  readonly verifications: Map<string, Verification>;
}

interface Numbered {
  readonly phoneNumber: string;
  readonly type: string;
}

/** What an account starts with: its long codes on one approved campaign, its toll-free numbers verified. */
export function registerAll(
  { assignments, verifications }: Registrations,
  numbers: readonly Numbered[],
  id: (what: string) => string,
  now: number,
): void {
  const campaign: Campaign = {
    id: id('campaign'),
    tcrId: `C${id('campaign').slice(0, 6).toUpperCase()}`,
    isShared: false,
    brand: { id: id('brand'), status: 'OK', identityStatus: 'VERIFIED' },
    status: 'ACTIVE',
    campaignStatus: 'MNO_PROVISIONED',
    isTMobileSuspended: false,
  };
  const at = iso(now);
  for (const { phoneNumber, type } of numbers) {
    if (type === 'toll_free')
      verifications.set(phoneNumber, { id: id(`verification ${phoneNumber}`), phoneNumber, status: 'Verified', at });
    else assignments.set(phoneNumber, { phoneNumber, campaign, isCampaignGone: false, status: 'ASSIGNED', at });
  }
}

/** A number that could not be taken off its campaign is still on it. */
const ON_CAMPAIGN: readonly string[] = ['ASSIGNED', 'FAILED_UNASSIGNMENT'];

/** Whether carriers in the USA take texts of this long code. */
export function isRegistered({ registrations }: Account, phoneNumber: string): boolean {
  const { campaign, isCampaignGone, status } = registrations.assignments.get(phoneNumber) ?? {};
  if (!campaign || isCampaignGone || !ON_CAMPAIGN.includes(status ?? '')) return false;
  return campaign.status === 'ACTIVE' && campaign.campaignStatus === 'MNO_PROVISIONED' && campaign.brand.status === 'OK';
}

export const isVerified = ({ registrations }: Account, phoneNumber: string): boolean =>
  registrations.verifications.get(phoneNumber)?.status === 'Verified';

export function assignmentView({ phoneNumber, campaign, status, failureReasons, at }: Assignment) {
  const { brand, isShared, tcrId } = campaign;
  return {
    phoneNumber,
    brandId: isShared ? '' : brand.id,
    tcrBrandId: tcrBrandId(brand),
    campaignId: isShared ? tcrId : campaign.id,
    tcrCampaignId: tcrId,
    telnyxCampaignId: isShared ? '' : campaign.id,
    assignmentStatus: status,
    ...(failureReasons !== undefined && { failureReasons }),
    createdAt: at,
    updatedAt: at,
  };
}

const tcrBrandId = ({ id }: Brand) => `B${id.slice(0, 6).toUpperCase()}`;

export const campaignView = (campaign: Campaign) => ({
  campaignId: campaign.id,
  tcrCampaignId: campaign.tcrId,
  brandId: campaign.brand.id,
  tcrBrandId: tcrBrandId(campaign.brand),
  brandDisplayName: 'Acme Dental',
  cspId: 'SIM0001',
  description: 'Reminders of appointments',
  usecase: 'CUSTOMER_CARE',
  subUsecases: [],
  termsAndConditions: true,
  mock: false,
  autoRenewal: true,
  status: campaign.status,
  submissionStatus: 'CREATED',
  campaignStatus: campaign.campaignStatus,
  isTMobileRegistered: campaign.campaignStatus === 'MNO_PROVISIONED',
  isTMobileSuspended: campaign.isTMobileSuspended,
  ...(campaign.failureReasons !== undefined && { failureReasons: campaign.failureReasons }),
});

/** As the company sees it that the campaign is shared with. */
export const sharedCampaignView = ({ tcrId, brand, campaignStatus, failureReasons }: Campaign) => ({
  tcrCampaignId: tcrId,
  tcrBrandId: tcrBrandId(brand),
  brandDisplayName: 'Acme Dental',
  description: 'Reminders of appointments',
  usecase: 'CUSTOMER_CARE',
  campaignStatus,
  ...(failureReasons !== undefined && { failureReasons }),
});

export const brandView = (brand: Brand) => ({
  brandId: brand.id,
  tcrBrandId: tcrBrandId(brand),
  cspId: 'SIM0001',
  entityType: 'PRIVATE_PROFIT',
  displayName: 'Acme Dental',
  companyName: 'Acme Dental LLC',
  country: 'US',
  email: 'owner@example.com',
  vertical: 'HEALTHCARE',
  brandRelationship: 'BASIC_ACCOUNT',
  status: brand.status,
  identityStatus: brand.identityStatus,
  assignedCampaignsCount: 1,
  ...(brand.failureReasons !== undefined && { failureReasons: brand.failureReasons }),
});

export const verificationView = ({ id, phoneNumber, status, reason, at }: Verification) => ({
  id,
  phoneNumbers: [{ phoneNumber }],
  verificationStatus: status,
  ...(reason !== undefined && { reason }),
  businessName: 'Acme Dental LLC',
  corporateWebsite: 'https://example.com',
  businessAddr1: '1 Main Street',
  businessCity: 'Chicago',
  businessState: 'Illinois',
  businessZip: '60601',
  businessContactFirstName: 'Ann',
  businessContactLastName: 'Owner',
  businessContactEmail: 'owner@example.com',
  businessContactPhone: '+13125550143',
  messageVolume: '1,000',
  useCase: 'Appointments',
  useCaseSummary: 'Reminders of appointments',
  productionMessageContent: 'Your appointment is tomorrow at 3 pm.',
  optInWorkflow: 'Patients agree at the desk.',
  optInWorkflowImageURLs: [{ url: 'https://example.com/consent.png' }],
  additionalInformation: '',
  createdAt: at,
  updatedAt: at,
});
