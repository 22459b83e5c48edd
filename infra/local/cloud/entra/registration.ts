/** The app registration: what Entra knows of the one application that people sign in to here. */

export interface Registration {
  readonly tenantId: string;
  readonly clientId: string;
  /** The exact redirect URIs, or `'loopback'`: `http://localhost:<any port>/auth/callback`. */
  readonly redirectUris: readonly string[] | 'loopback';
  readonly clientSecret?: string;
  /** Whose managed identity token is taken in place of a secret. */
  readonly federatedCredential?: {
    /** Where the public keys of the identity's issuer are. */
    readonly jwksUrl: string;
    /** Principal id of the managed identity. */
    readonly subject: string;
  };
}

const LOOPBACK_CALLBACK = /^http:\/\/localhost(:\d{1,5})?\/auth\/callback$/;

/** The issuer of id_tokens and of the managed identity's assertions: the real one's name, wherever the stand-in listens. */
export const issuerOf = (tenantId: string) => `https://login.microsoftonline.com/${tenantId}/v2.0`;

export function allowsRedirect({ redirectUris }: Registration, redirectUri: string): boolean {
  return redirectUris === 'loopback' ? LOOPBACK_CALLBACK.test(redirectUri) : redirectUris.includes(redirectUri);
}
