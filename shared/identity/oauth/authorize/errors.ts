import { abridged, AppError, visibleText, type PageWords, isolated } from '../../../platform/index.ts';
import type { ClientErrorReason } from '../clients/index.ts';

/** Why the person sees a page and the client gets no response: it is unknown or uncertain where a response may go. */
export type AuthorizeErrorReason =
  | `client_${ClientErrorReason}`
  | 'for_clients'
  | 'too_long'
  | 'duplicated_parameter'
  | 'redirect_uri_not_registered'
  | 'foreign_form'
  | 'consent_expired'
  | 'other_browser'
  | 'no_choice'
  | 'nothing_ticked';

type ErrorWords = PageWords & { readonly status: number };

const NOBODY = 'Nobody got access.';
const CONNECT_AGAIN = 'Go back to your client and connect again.';
const CLOSE = 'Came here from somebody’s link? Close this page.';
const ADD_AGAIN = 'In your client, remove the connection and add it again.';
const TELL_MAKER = 'If it happens again, tell the maker of the client.';
const BY_HAND = 'Your admin can add the client by hand.';

const WORDS: Readonly<Record<AuthorizeErrorReason, ErrorWords>> = {
  client_unknown: {
    status: 400,
    title: 'We don’t know this client',
    what: `Its registration is missing or expired. ${NOBODY}`,
    next: [ADD_AGAIN, 'If your client cannot register itself, ask your admin to add it.', CLOSE],
    failed: 'client',
  },
  client_blocked: {
    status: 403,
    title: 'This client is blocked here',
    what: `The operator of this server blocked it. ${NOBODY}`,
    next: [CLOSE, 'If you use this client, ask your admin.'],
    failed: 'client',
  },
  client_document_refused: {
    status: 400,
    title: 'The client’s address is not acceptable',
    what: `It names a description of itself at an address that we do not fetch from. ${NOBODY}`,
    next: ['Tell the maker of the client: its client_id must be a public https URL.', BY_HAND],
    failed: 'client',
  },
  client_document_unreachable: {
    status: 400,
    title: 'The client’s description cannot be fetched',
    what: `The client describes itself in a document on the web, which does not answer right now. ${NOBODY}`,
    next: ['Wait a minute, then try again.', 'If it happens again, tell your admin.'],
    failed: 'client',
    reload: true,
  },
  client_document_failed: {
    status: 400,
    title: 'The client’s description cannot be fetched',
    what: `The client describes itself in a document on the web, and its host answers with an error. ${NOBODY}`,
    next: [CONNECT_AGAIN, TELL_MAKER],
    failed: 'client',
  },
  client_document_invalid: {
    status: 400,
    title: 'The client’s description is not valid',
    what: `The document that describes the client contradicts itself or is incomplete. ${NOBODY}`,
    next: ['Tell the maker of the client.', BY_HAND],
    failed: 'client',
  },
  for_clients: {
    status: 400,
    title: 'This address is for clients',
    what: 'Your AI client opens it by itself when you connect. Nobody got access.',
    next: 'Add this server to your client. It then leads you here with its request.',
    failed: 'nothing',
  },
  too_long: {
    status: 400,
    title: 'The request is too long',
    what: `The client sent more than fits into a request for access. ${NOBODY}`,
    next: [CONNECT_AGAIN, TELL_MAKER],
    failed: 'client',
  },
  duplicated_parameter: {
    status: 400,
    title: 'The request contradicts itself',
    what: `The client sent the same parameter more than once, so it is not clear what it meant. ${NOBODY}`,
    next: [CONNECT_AGAIN, TELL_MAKER],
    failed: 'client',
  },
  redirect_uri_not_registered: {
    status: 400,
    title: 'The client asked to send you to an address it never registered',
    what: `This can be an attack. ${NOBODY}`,
    next: [CLOSE, ADD_AGAIN],
    failed: 'client',
  },
  foreign_form: {
    status: 403,
    title: 'Nothing was allowed',
    what: `Your choice came from another site. ${NOBODY}`,
    next: CONNECT_AGAIN,
  },
  consent_expired: {
    status: 403,
    title: 'This page expired',
    what: `It works for ten minutes. ${NOBODY}`,
    next: CONNECT_AGAIN,
    failed: 'time',
  },
  other_browser: {
    status: 403,
    title: 'This page is no longer open in this browser',
    what: `You cancelled, or the page was opened in another browser, or cookies are blocked for this site. ${NOBODY}`,
    next: ['Allow cookies for this site.', CONNECT_AGAIN],
  },
  no_choice: {
    status: 400,
    title: 'It is not clear what you chose',
    what: `The form came without one clear choice. ${NOBODY}`,
    next: 'Go back and use one of the buttons.',
  },
  nothing_ticked: {
    status: 400,
    title: 'No permission was chosen',
    what: 'A client without permissions cannot work. Nothing was decided yet.',
    next: ['Go back and switch on at least one permission.', 'To give no access, press Cancel there.'],
  },
};

/** What a request says of itself: nobody vouches for it. */
export interface Claimed {
  /** Of a client that we know. */
  readonly name?: string;
  readonly clientId?: string | null;
  readonly redirectUri?: string | null;
}

const LONGEST_ID = 48;
const LONGEST_ADDRESS = 300;

const shown = (text: string, most: number): string => abridged(visibleText(text), most);

const quoted = (name: string): string => `“${isolated(name)}”`;

function factsOf({ name, clientId, redirectUri }: Claimed): NonNullable<PageWords['facts']> {
  const address = name === undefined ? 'Wants to return to' : 'Never registered';
  return [
    ...(clientId && name === undefined ? [['Client', shown(clientId, LONGEST_ID)] as const] : []),
    ...(redirectUri ? [[address, shown(redirectUri, LONGEST_ADDRESS)] as const] : []),
  ];
}

/** An authorization request that ends on a page, without a redirect: only the client can start again. */
export class AuthorizeError extends AppError {
  override readonly name = 'AuthorizeError';
  readonly code = 'authorize_refused';
  readonly reason: AuthorizeErrorReason;
  override readonly words: ErrorWords;
  override readonly logFields: { readonly reason: AuthorizeErrorReason };
  constructor(reason: AuthorizeErrorReason, claimed: Claimed = {}) {
    super(`Refused: ${reason}.`);
    this.reason = reason;
    const words = WORDS[reason];
    this.words = {
      ...words,
      ...(claimed.name !== undefined && { title: words.title.replace('The client', quoted(claimed.name)) }),
      facts: factsOf(claimed),
    };
    this.logFields = { reason };
  }
}
