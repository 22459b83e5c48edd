/** The registration of the one application that people sign in to. */

export interface Registration {
  readonly tenantId: string;
  readonly clientId: string;
  /** The exact redirect URIs, or `'loopback'`: `http://localhost:<any port>/auth/callback`. */
  readonly redirectUris: readonly string[] | 'loopback';
  readonly clientSecret?: string;
  /** Managed identity whose token is accepted in place of a secret. */
  readonly federatedCredential?: {
    /** Public keys of the identity's issuer. */
    readonly jwksUrl: string;
    /** Principal id of the managed identity. */
    readonly subject: string;
  };
}

const LOOPBACK_CALLBACK = /^http:\/\/localhost(:\d{1,5})?\/auth\/callback$/;

/** The real issuer's name, wherever the stand-in listens. Used for id_tokens and for the managed identity's assertions. */
export const issuerOf = (tenantId: string) => `https://login.microsoftonline.com/${tenantId}/v2.0`;

export function allowsRedirect({ redirectUris }: Registration, redirectUri: string): boolean {
  return redirectUris === 'loopback' ? LOOPBACK_CALLBACK.test(redirectUri) : redirectUris.includes(redirectUri);
}
