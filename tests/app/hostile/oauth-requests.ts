import fc from '../../support/fast-check.ts';
import { withWrongInsides } from './mutation.ts';
import { pairs, tidy, untidy, type Pairs, type Right } from './parameters.ts';
import { oddHeader, oddText, oddValue } from './values.ts';

/**
 * One request to the authorization server or one of the app's pages. `{{name}}` in any text stands for a live value of that name: see live-values.ts.
 */
export interface OAuthCase {
  readonly method: string;
  readonly path: string;
  readonly query: Pairs | string;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: Pairs;
  /** A form, or any text. */
  readonly body?: Pairs | string;
}

export const REDIRECT_URI = 'http://localhost:8123/callback';

const AUTHORIZE: Right = {
  response_type: 'code',
  client_id: '{{client}}',
  redirect_uri: REDIRECT_URI,
  state: 'a-state',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
  resource: '{{resource}}',
  scope: 'telnyx.read telnyx.send',
};

const REGISTRATION = {
  client_name: 'A client',
  redirect_uris: [REDIRECT_URI, 'https://app.example.com/callback'],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'none',
  scope: 'telnyx.read',
  logo_uri: 'https://app.example.com/logo.png',
  contacts: ['a@example.com'],
  jwks: { keys: [] },
};

const FORM = 'application/x-www-form-urlencoded';
const DOCUMENTS = [
  'oauth-authorization-server',
  'oauth-protected-resource',
  'oauth-protected-resource/mcp/stream',
  'oauth-protected-resource/mcp',
  'jwks.json',
  'openid-configuration',
  '..%2f..%2fmcp',
  '%',
];

/** The list, a request that waits, one that nobody made, and what is none. */
const APPROVALS = [
  '/approvals',
  '/approvals/{{approval}}',
  '/approvals/AAAAAAAAAAAAAAAAAAAAAA',
  '/approvals/..%2f..%2ftokens',
  '/approvals/%00',
];

interface Shape {
  readonly weight: number;
  readonly methods: readonly string[];
  readonly paths: readonly string[];
  readonly query?: fc.Arbitrary<Pairs | string>;
  readonly cookies?: Right;
  readonly body?: fc.Arbitrary<Pairs | string>;
  readonly type?: string;
}

const none = fc.constant<Pairs>([]);
const json = (right: unknown) =>
  fc.oneof(
    { weight: 6, arbitrary: withWrongInsides(fc.constant(right), 0, 3).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: oddValue.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.tuple(untidy, oddText).map((parts) => parts.join('')) },
  );

/** The routes, and what a right request to each of them is. */
const SHAPES: readonly Shape[] = [
  { weight: 8, methods: ['GET'], paths: ['/authorize'], query: tidy(AUTHORIZE) },
  { weight: 5, methods: ['GET'], paths: ['/authorize'], query: tidy({ ...AUTHORIZE, client_id: 'https://app.example.com/client.json' }) },
  {
    weight: 6,
    methods: ['POST'],
    paths: ['/authorize'],
    cookies: { '{{consent_name}}': '{{consent_value}}' },
    body: fc.constantFrom('allow', 'read_only', 'deny').chain((action) => tidy({ request: '{{consent}}', action, scope: 'telnyx.read' })),
    type: FORM,
  },
  {
    weight: 8,
    methods: ['POST'],
    paths: ['/token'],
    body: tidy({
      grant_type: 'authorization_code',
      code: '{{code}}',
      client_id: '{{client}}',
      redirect_uri: REDIRECT_URI,
      code_verifier: '{{verifier}}',
      resource: '{{resource}}',
    }),
    type: FORM,
  },
  {
    weight: 6,
    methods: ['POST'],
    paths: ['/token'],
    body: tidy({ grant_type: 'refresh_token', refresh_token: '{{refresh_token}}', client_id: '{{client}}', scope: 'telnyx.read' }),
    type: FORM,
  },
  { weight: 10, methods: ['POST'], paths: ['/register'], body: json(REGISTRATION), type: 'application/json' },
  {
    weight: 5,
    methods: ['POST'],
    paths: ['/revoke'],
    body: fc
      .constantFrom('{{spare_token}}', '{{refresh_token}}x', 'x.y.z')
      .chain((token) => tidy({ token, client_id: '{{client}}', token_type_hint: 'access_token' })),
    type: FORM,
  },
  { weight: 3, methods: ['GET', 'OPTIONS'], paths: DOCUMENTS.map((name) => `/.well-known/${name}`), query: tidy({ a: 'b' }) },
  {
    weight: 6,
    methods: ['GET'],
    paths: ['/auth/callback'],
    query: tidy({ code: 'a-code', state: '{{login_state}}' }),
    cookies: { '{{login_name}}': '{{login_value}}' },
  },
  {
    weight: 2,
    methods: ['GET'],
    paths: ['/auth/callback'],
    query: tidy({ error: 'server_error', error_description: 'AADSTS50000: {{consent}}', state: '{{login_state}}' }),
    cookies: { '{{login_name}}': '{{login_value}}' },
  },
  {
    weight: 3,
    methods: ['GET'],
    paths: ['/test-auth', '/tokens', '/'],
    query: tidy({ done: 'revoked', count: '3' }),
    cookies: { 'token-page': '{{token_page}}', session: '{{session}}' },
  },
  {
    weight: 4,
    methods: ['POST'],
    paths: ['/test-auth'],
    cookies: { 'token-page': '{{token_page}}' },
    body: fc.constantFrom('issue', 'read_only', 'forget').chain((action) => tidy({ action, scope: 'telnyx.read', hours: '2' })),
    type: FORM,
  },
  { weight: 2, methods: ['POST'], paths: ['/auth/login'], body: tidy({}), type: FORM },
  {
    weight: 6,
    methods: ['POST'],
    paths: ['/tokens'],
    cookies: { session: '{{session}}' },
    body: fc
      .constantFrom('login', 'sign_out', 'revoke', 'find', 'revoke_person', 'toString')
      .chain((action) =>
        tidy({ action, q: 'a', id: '4000eba1-a0c0-4563-9925-b25e842a7cb6', object_id: '4000eba1-a0c0-4563-9925-b25e842a7cb6' }),
      ),
    type: FORM,
  },
  {
    weight: 3,
    methods: ['GET'],
    paths: APPROVALS,
    query: tidy({ done: 'approved', count: '3' }),
    cookies: { session: '{{session}}' },
  },
  {
    weight: 5,
    methods: ['POST'],
    paths: APPROVALS.slice(1),
    cookies: { session: '{{session}}' },
    body: fc.constantFrom('send', 'deny', 'login', 'constructor').chain((action) => tidy({ action, scope: 'hour', nonce: '{{nonce}}' })),
    type: FORM,
  },
  {
    weight: 4,
    methods: ['POST'],
    paths: ['/approvals'],
    cookies: { session: '{{session}}' },
    body: fc
      .constantFrom('approve_selected', 'deny_selected', 'end', 'login', 'sign_out', 'toString')
      .chain((action) => tidy({ action, request: '{{approval}}.{{nonce}}', permission: '4000eba1-a0c0-4563-9925-b25e842a7cb6' })),
    type: FORM,
  },
  {
    weight: 4,
    methods: ['GET'],
    paths: ['/audit'],
    query: tidy({
      day: '2026-11-27',
      person: '4000eba1-a0c0-4563-9925-b25e842a7cb6.4000eba1-a0c0-4563-9925-b25e842a7cb6',
      client: 'test-auth',
      tool: 'send_message',
      result: 'ok',
      target: '0123456789abcdef',
      after: 'e!8235837039999-cAAAAAAAAAAA',
      format: 'csv',
    }),
    cookies: { session: '{{session}}' },
  },
  {
    weight: 3,
    methods: ['POST'],
    paths: ['/audit'],
    cookies: { session: '{{session}}' },
    body: fc
      .constantFrom('find', 'login', 'sign_out', 'valueOf')
      .chain((action) => tidy({ action, number: '+13125550111', query: 'day=' })),
    type: FORM,
  },
  {
    weight: 3,
    methods: ['GET'],
    paths: ['/conversations', '/conversations/b9fff4ec-36bc-11f1-452e-3e70dccd1e89', `/conversations/t${'0'.repeat(32)}`],
    query: tidy({ of: `t${'0'.repeat(32)}`, before: '1764252000000' }),
    cookies: { session: '{{session}}' },
  },
  {
    weight: 2,
    methods: ['POST'],
    paths: ['/conversations', '/conversations/b9fff4ec-36bc-11f1-452e-3e70dccd1e89'],
    cookies: { session: '{{session}}' },
    body: fc.constantFrom('login', 'sign_out', 'valueOf').chain((action) => tidy({ action })),
    type: FORM,
  },
  { weight: 1, methods: ['GET', 'OPTIONS'], paths: ['/health/live', '/health/ready'], query: tidy({ a: 'b' }) },
  {
    weight: 1,
    methods: ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'POST'],
    paths: ['/token', '/register', '/authorize', '/tokens', '/approvals', '/audit', '/conversations', '/auth/callback', '/nothing'],
  },
];

const headers = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 3, arbitrary: fc.constant({ origin: 'null', 'sec-fetch-site': 'same-origin' }) },
  {
    weight: 2,
    arbitrary: fc.dictionary(
      fc.constantFrom(
        'origin',
        'sec-fetch-site',
        'authorization',
        'x-forwarded-for',
        'x-forwarded-host',
        'accept-language',
        'content-type',
        'access-control-request-headers',
        'traceparent',
        'cookie',
      ),
      fc.oneof(
        oddHeader,
        fc.constantFrom('https://evil.example', 'null', 'Basic Og==', 'Basic e3tjbGllbnR9fTo=', '::1', '1.2.3.4:5', 'authorization, x'),
      ),
      { minKeys: 1, maxKeys: 3 },
    ),
  },
);

const ofShape = ({ methods, paths, query = none, cookies = {}, body, type }: Shape): fc.Arbitrary<OAuthCase> =>
  fc.record({
    method: fc.constantFrom(...methods),
    path: fc.constantFrom(...paths),
    query,
    headers: headers.map((its): Record<string, string> => ({ ...(type !== undefined && { 'content-type': type }), ...its })),
    cookies: pairs(cookies),
    ...(body && { body }),
  });

/** Requests to everything that is open to strangers and their browsers. */
export const oauthRequests: fc.Arbitrary<OAuthCase> = fc.oneof(
  ...SHAPES.map((shape) => ({ weight: shape.weight, arbitrary: ofShape(shape) })),
);
