/** What both MCP client libraries want of the program around them: a place for credentials and a way to the browser. */
interface Secrets {
  readonly access_token: string;
  readonly refresh_token?: string | undefined;
}

const PLACES = {
  all: ['information', 'tokens', 'verifier', 'discovery'],
  client: ['information'],
  tokens: ['tokens'],
  verifier: ['verifier'],
  discovery: ['discovery'],
} as const;

/** All that a program remembers of one server. */
interface Memory<Information, Tokens, Discovery> {
  information?: Information | undefined;
  tokens?: Tokens | undefined;
  verifier?: string | undefined;
  discovery?: Discovery | undefined;
}

/**
 * Makes a memory, and an OAuthClientProvider on it.
 *
 * @param redirectUrl where the browser comes back to
 * @param metadataUrl the URL of the client's metadata document, if it has one
 */
export function createClientMemory<Information, Tokens extends Secrets, Discovery>(redirectUrl: string, metadataUrl?: string) {
  const contents: Memory<Information, Tokens, Discovery> = {};
  const authorizations: URL[] = [];
  const provider = {
    redirectUrl,
    ...(metadataUrl === undefined ? {} : { clientMetadataUrl: metadataUrl }),
    clientMetadata: {
      client_name: 'Judge',
      redirect_uris: [redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
    state: () => `state-${authorizations.length}`,
    clientInformation: () => contents.information,
    saveClientInformation: (information: Information) => {
      contents.information = information;
    },
    tokens: () => contents.tokens,
    saveTokens: (tokens: Tokens) => {
      contents.tokens = tokens;
    },
    redirectToAuthorization: (url: URL) => {
      authorizations.push(url);
    },
    saveCodeVerifier: (verifier: string) => {
      contents.verifier = verifier;
    },
    codeVerifier: () => contents.verifier ?? '',
    discoveryState: () => contents.discovery,
    saveDiscoveryState: (discovery: Discovery) => {
      contents.discovery = discovery;
    },
    invalidateCredentials: (scope: keyof typeof PLACES) => {
      for (const place of PLACES[scope]) contents[place] = undefined;
    },
  };
  return {
    provider,
    contents,
    /** Every URL to which the person was sent, in order. */
    authorizations: authorizations as readonly URL[],
    /** As if the access token had run out. */
    spoilAccessToken(): void {
      if (contents.tokens) contents.tokens = { ...contents.tokens, access_token: 'run.out.token' };
    },
    dropRefreshToken(): void {
      if (contents.tokens) contents.tokens = { ...contents.tokens, refresh_token: undefined };
    },
  };
}
