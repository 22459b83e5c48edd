/** What a page says of an error: what happened, and what to do. */
export interface PageWords {
  readonly title: string;
  readonly what: string;
  /** One thing to do, or several in their order. */
  readonly next: string | readonly string[];
  /** What failed, for the picture above the title. Default: something between the person and this server. */
  readonly failed?: 'client' | 'microsoft' | 'time' | 'storage' | 'nothing';
  /** What the person may compare: name and value of each row. */
  readonly facts?: readonly (readonly [name: string, value: string])[];
  /** Whether the same address may work in a moment. */
  readonly reload?: boolean;
  /** Under which the log has the cause. */
  readonly reference?: string;
}

/** How an error is answered over HTTP. */
export interface ErrorRow {
  readonly status: number;
  /** The `error` member of a JSON answer (RFC 6749 section 5.2). */
  readonly error: string;
  /** Seconds until another try makes sense. */
  readonly retryAfter?: number;
  /** The JSON-RPC code at the MCP endpoint (JSON-RPC 2.0 section 5.1). Without one, even the MCP endpoint answers in plain JSON. */
  readonly rpc?: number;
  /** Set where the operator has to look into it although the status is below 500. */
  readonly level?: 'warn' | 'error';
  /** What programs are told. Without it, they are told the error's message. */
  readonly text?: string;
  /** What people are told. Errors that reach people but have no words here bring their own. */
  readonly page?: PageWords;
}

const INVALID_REQUEST = -32600;
const PARSE_ERROR = -32700;

const UNREADABLE_FORM: PageWords = {
  title: 'The form cannot be read',
  what: 'The form is incomplete, or it did not come from this page. Nothing was changed.',
  next: 'Open the page itself and use the form there.',
};

const UNAVAILABLE = {
  status: 503,
  error: 'temporarily_unavailable',
  retryAfter: 10,
  text: 'A secret or the storage that this needs is not available. Try again in a moment.',
  page: {
    title: 'Back in a moment',
    what: 'A service behind this server is not answering. Nothing was changed, and your tokens are safe.',
    next: ['Wait a few seconds, then try again.', 'If it lasts longer than five minutes, look at the status page and tell your admin.'],
    failed: 'storage',
    reload: true,
  },
} satisfies ErrorRow;

/** Errors of one tool call become results of that call: these rows apply only where one leaves it after all. */
const TOOL_CALL = { status: 500, error: 'internal_error', rpc: -32603 } satisfies ErrorRow;

const oauth = (error: string, status = 400) => ({ status, error });

const ROWS = {
  internal_error: { status: 500, error: 'internal_error', rpc: -32603 },
  config_invalid: { status: 503, error: 'not_configured', retryAfter: 10 },

  body_too_large: {
    status: 413,
    error: 'invalid_request',
    rpc: INVALID_REQUEST,
    page: {
      title: 'The form is too large',
      what: 'No form of this page is that large. Nothing was changed.',
      next: 'Open the page itself and use the form there.',
    },
  },
  body_too_slow: {
    status: 408,
    error: 'invalid_request',
    rpc: INVALID_REQUEST,
    page: {
      title: 'The form arrived too slowly',
      what: 'The form was not complete within ten seconds. Nothing was changed.',
      next: 'Go back and send the form again. If it happens again, check your connection.',
    },
  },
  body_not_text: { status: 400, error: 'invalid_request', rpc: PARSE_ERROR, page: UNREADABLE_FORM },
  body_not_form: { status: 400, error: 'invalid_request', rpc: PARSE_ERROR, page: UNREADABLE_FORM },
  body_broken: { status: 400, error: 'invalid_request', rpc: PARSE_ERROR, page: UNREADABLE_FORM },
  reserved_name: {
    status: 400,
    error: 'invalid_request',
    page: {
      title: 'This address cannot be opened',
      what: 'The query holds a parameter named "headers" or "query", which this server does not accept. Nothing was changed.',
      next: 'Open the page itself, without the query.',
    },
  },
  origin_not_allowed: { status: 403, error: 'origin_not_allowed' },
  rate_limited: { status: 429, error: 'temporarily_unavailable' },

  secret_unavailable: UNAVAILABLE,
  unusable_secret: UNAVAILABLE,
  store_unavailable: UNAVAILABLE,
  confirmation_unavailable: {
    ...UNAVAILABLE,
    retryAfter: 60,
    text: 'Microsoft Entra ID could not be asked whether this person still has access. Try again in a moment.',
  },

  keys_unavailable: UNAVAILABLE,
  webhook_unsigned: { status: 401, error: 'invalid_signature' },

  unauthorized: { status: 401, error: 'invalid_token' },
  insufficient_scope: { status: 403, error: 'insufficient_scope' },
  invalid_selection: { status: 400, error: 'invalid_request', rpc: INVALID_REQUEST },

  login_failed: { status: 400, error: 'login_failed', level: 'error' },
  authorize_refused: { status: 400, error: 'invalid_request', level: 'warn' },
  unknown_client: oauth('invalid_client', 401),

  access_denied: oauth('access_denied'),
  invalid_client: oauth('invalid_client', 401),
  invalid_client_metadata: oauth('invalid_client_metadata'),
  invalid_grant: oauth('invalid_grant'),
  invalid_redirect_uri: oauth('invalid_redirect_uri'),
  invalid_request: oauth('invalid_request'),
  invalid_scope: oauth('invalid_scope'),
  invalid_target: oauth('invalid_target'),
  login_required: oauth('login_required'),
  server_error: oauth('server_error', 500),
  temporarily_unavailable: { status: 503, error: 'temporarily_unavailable', retryAfter: 10 },
  unsupported_grant_type: oauth('unsupported_grant_type'),
  unsupported_response_type: oauth('unsupported_response_type'),

  invalid_input: TOOL_CALL,
  invalid_path_segment: TOOL_CALL,
  inbox_unavailable: TOOL_CALL,
  partly_done: TOOL_CALL,
  upstream_refused: TOOL_CALL,
  upstream_rate_limited: TOOL_CALL,
  upstream_unavailable: TOOL_CALL,
  upstream_key_refused: TOOL_CALL,
} satisfies Readonly<Record<string, ErrorRow>>;

/** The union of all error codes. */
export type ErrorCode = keyof typeof ROWS;

/** Every error the app knows. An error class whose code has no row here does not compile. */
export const ERROR_TABLE: Readonly<Record<ErrorCode, ErrorRow>> = ROWS;
