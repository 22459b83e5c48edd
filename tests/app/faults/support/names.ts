/** Names that the stand-ins of one cloud and the app agree on. */
export const TENANT_ID = 'b0000000-0000-4000-8000-000000000001';
export const CLIENT_ID = 'c0000000-0000-4000-8000-000000000001';
export const IDENTITY_CLIENT_ID = 'd0000000-0000-4000-8000-000000000001';
export const PRINCIPAL_ID = 'e0000000-0000-4000-8000-000000000001';

/** The file with every byte that was sent to Telnyx. */
export const JOURNAL = 'telnyx-journal';
