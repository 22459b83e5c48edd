/** The browser's part of an authorization, step by step, so that a test can stop, change or repeat anything in between. */
import { formOf, openBrowser, type Answer, type Browser, type Form } from './browser.ts';
import {
  authorizationRequest,
  discover,
  redeem,
  registered,
  tokensOf,
  type AuthorizationRequest,
  type Discovery,
  type Tokens,
} from './endpoints.ts';

const REDIRECTS = 10;

export type ConsentAction = 'allow' | 'read_only' | 'deny';

export interface ConsentPage extends Form {
  readonly page: Answer;
  /** Scopes that were asked for: each is a switch, on or off. */
  readonly scopes: readonly string[];
}

const headingOf = ({ text }: Answer) => /<h1[^>]*>([^<]*)/.exec(text)?.[1] ?? text.slice(0, 200);

/** GET /authorize. Throws with the heading of the page where it is not the consent page. */
export async function openConsent(browser: Browser, url: URL): Promise<ConsentPage> {
  const page = await browser.get(url);
  const form = formOf(page);
  if (page.status !== 200 || !form) throw new Error(`No consent page: ${page.status} ${page.location?.href ?? headingOf(page)}`);
  return { ...form, page, scopes: form.boxes.filter(({ name }) => name === 'scope').map(({ value }) => value) };
}

/** Presses a button of the consent page; `scopes` are the switches that are on then (all by default, as for a person who wants all). */
export function answerConsent(browser: Browser, consent: ConsentPage, action: ConsentAction, scopes = consent.scopes): Promise<Answer> {
  return browser.post(consent.action, { ...consent.hidden, action, scope: scopes });
}

export type SignInChoice = Readonly<{ user: string; control?: string } | { cancel: 'true' }>;

/**
 * From Microsoft's (or a stand-in's) authorization endpoint up to, not including, the app's callback.
 *
 * @returns the URL of the callback, or the page at which the person is not sent back.
 */
export async function trySignIn(browser: Browser, start: URL, choice: SignInChoice = { user: 'owner' }): Promise<URL | Answer> {
  let here = start;
  for (let count = 0; count < REDIRECTS; count++) {
    if (here.pathname === '/auth/callback') return here;
    let answer = await browser.get(here);
    const form = answer.location ? undefined : formOf(answer);
    if (form) answer = await browser.post(form.action, { ...form.hidden, ...choice });
    if (!answer.location) return answer;
    here = answer.location;
  }
  throw new Error(`Too many redirects at ${here.origin}`);
}

/**
 * The same for a person who is sent back.
 *
 * @throws Error with the heading of the page where that is not so.
 */
export async function signIn(browser: Browser, start: URL, choice?: SignInChoice): Promise<URL> {
  const end = await trySignIn(browser, start, choice);
  if (end instanceof URL) return end;
  throw new Error(`The sign-in ends at ${end.url.pathname}: ${headingOf(end)}`);
}

/** What the client gets to see of a redirect to it. */
export interface AuthorizationResponse {
  readonly url: URL;
  readonly code: string | undefined;
  readonly error: string | undefined;
  readonly state: string | undefined;
  readonly iss: string | undefined;
}

export function responseOf(answer: Answer, redirectUri: string): AuthorizationResponse {
  const { location } = answer;
  if (!location?.href.startsWith(redirectUri)) throw new Error(`No redirect to the client: ${answer.status} ${headingOf(answer)}`);
  const parameter = (name: string) => location.searchParams.get(name) ?? undefined;
  return { url: location, code: parameter('code'), error: parameter('error'), state: parameter('state'), iss: parameter('iss') };
}

/** Presses the button of a page that takes an error to the client. Throws with the heading of a page that has none. */
export function goBack(browser: Browser, page: Answer): Promise<Answer> {
  const form = formOf(page);
  if (!form?.buttons.some(({ value }) => value === 'return')) throw new Error(`No way back: ${page.status} ${headingOf(page)}`);
  return browser.post(form.action, { ...form.hidden, action: 'return' });
}

export interface Choices {
  readonly action?: ConsentAction;
  /** The switches that are on; all by default. */
  readonly scopes?: readonly string[];
  readonly choice?: SignInChoice;
  readonly browser?: Browser;
}

/** All that a person does: consent, login, back to the client. Works for any authorization URL, whichever client made it. */
export async function approve(url: URL, choices: Choices = {}): Promise<AuthorizationResponse> {
  const { action = 'allow', browser = openBrowser(), choice } = choices;
  const redirectUri = url.searchParams.get('redirect_uri') ?? '';
  const consent = await openConsent(browser, url);
  const answered = await answerConsent(browser, consent, action, choices.scopes);
  // A client that nobody vouches for hears of a denial by another press of a button.
  if (action === 'deny') return responseOf(answered.location ? answered : await goBack(browser, answered), redirectUri);
  if (!answered.location) throw new Error(`The consent leads nowhere: ${answered.status} ${headingOf(answered)}`);
  const callback = await signIn(browser, answered.location, choice);
  return responseOf(goOn(await browser.get(callback), redirectUri), redirectUri);
}

/** Presses the button of the page that says what the role cut, where there is one. */
function goOn(answer: Answer, redirectUri: string): Answer {
  const [, href = ''] = /<a class="btn main" href="([^"]+)"/.exec(answer.text) ?? [];
  const target = href.replaceAll('&amp;', '&');
  const leadsOn = answer.status === 200 && answer.text.includes('Connected as') && target.startsWith(redirectUri);
  return leadsOn ? { ...answer, location: new URL(target) } : answer;
}

interface ConnectOptions extends Choices {
  /** What the client registers; `client_id` in place of it for a client that is known already. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly clientId?: string;
  readonly redirectUri?: string;
  readonly path?: string;
  readonly parameters?: Readonly<Record<string, string | undefined>>;
}

/** A client that holds tokens. */
export interface Connected {
  readonly discovery: Discovery;
  readonly request: AuthorizationRequest;
  readonly response: AuthorizationResponse;
  readonly tokens: Tokens;
}

/** The whole way of a client from the bare URL to its tokens. */
export async function connect(app: { readonly url: string }, options: ConnectOptions = {}): Promise<Connected> {
  const { redirectUri = 'http://localhost:8123/callback', path, metadata } = options;
  const discovery = await discover(app, path);
  const { server, resource } = discovery;
  const clientId =
    options.clientId ?? (await registered(server, { client_name: 'Test client', redirect_uris: [redirectUri], ...metadata }));
  const parameters = { resource: resource.resource, scope: discovery.challenge['scope'], ...options.parameters };
  const request = authorizationRequest(server.authorization_endpoint, { clientId, redirectUri, parameters });
  const response = await approve(request.url, options);
  const answer = await redeem(server.token_endpoint, request, response.code ?? '', { resource: parameters.resource });
  return { discovery, request, response, tokens: tokensOf(answer) };
}
