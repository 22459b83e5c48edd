import { AppError, type PageWords } from '../../../platform/index.ts';
import type { ClientErrorReason } from '../clients/index.ts';

/** Why the person sees a page and the client gets no response: it is unknown or uncertain where a response may go. */
export type AuthorizeErrorReason =
  | `client_${ClientErrorReason}`
  | 'too_long'
  | 'duplicated_parameter'
  | 'redirect_uri_not_registered'
  | 'foreign_form'
  | 'consent_expired'
  | 'other_browser'
  | 'no_choice'
  | 'nothing_ticked';

type ErrorWords = PageWords & { readonly status: number };

const NOTHING_HAPPENED = 'Nobody was given access.';
const CONNECT_AGAIN = 'Go back to your client and connect again.';

const WORDS: Readonly<Record<AuthorizeErrorReason, ErrorWords>> = {
  client_unknown: {
    status: 400,
    title: 'We do not know this client',
    what: `The program that sent you here is not registered, or its registration has ended: it lasts a year. ${NOTHING_HAPPENED}`,
    next: 'Remove the connection in your client and add it again: it then registers again. If your client cannot register, ask the operator of this server to add it.',
  },
  client_blocked: {
    status: 403,
    title: 'This client is blocked here',
    what: `The operator of this server blocked the program that sent you here. ${NOTHING_HAPPENED}`,
    next: 'If you came here through a link from someone else, close this page. If you use this client, ask the operator of this server.',
  },
  client_document_refused: {
    status: 400,
    title: 'The client’s address is not acceptable',
    what: `The client names a document on the web that describes it, at an address that this server does not fetch from. ${NOTHING_HAPPENED}`,
    next: 'Tell the maker of the client: its client_id must be a public https URL. The operator of this server can add the client by hand.',
  },
  client_document_unreachable: {
    status: 400,
    title: 'The client’s description cannot be fetched',
    what: `The client names a document on the web that describes it, and that document does not answer right now. ${NOTHING_HAPPENED}`,
    next: `Wait a minute. ${CONNECT_AGAIN} If it happens again, tell the operator of this server.`,
  },
  client_document_failed: {
    status: 400,
    title: 'The client’s description cannot be fetched',
    what: `The client names a document on the web that describes it, and its host answers with an error. ${NOTHING_HAPPENED}`,
    next: `${CONNECT_AGAIN} If it happens again, tell the maker of the client.`,
  },
  client_document_invalid: {
    status: 400,
    title: 'The client’s description is not valid',
    what: `The document on the web that describes the client contradicts itself, or is incomplete. ${NOTHING_HAPPENED}`,
    next: 'Tell the maker of the client. The operator of this server can add the client by hand.',
  },
  too_long: {
    status: 400,
    title: 'The request is too long',
    what: `The client sent more than fits into an authorization request. ${NOTHING_HAPPENED}`,
    next: `${CONNECT_AGAIN} If it happens again, tell the maker of the client.`,
  },
  duplicated_parameter: {
    status: 400,
    title: 'The request contradicts itself',
    what: `The same parameter came more than once, so it is not clear what was meant. ${NOTHING_HAPPENED}`,
    next: `${CONNECT_AGAIN} If it happens again, tell the maker of the client.`,
  },
  redirect_uri_not_registered: {
    status: 400,
    title: 'This client may not send you there',
    what: `The address that you would be sent back to is not one that this client registered. This can be an attack. ${NOTHING_HAPPENED}`,
    next: 'If you came here through a link from someone else, close this page. Otherwise, remove the connection in your client and add it again.',
  },
  foreign_form: {
    status: 403,
    title: 'Nothing was allowed',
    what: `This consent was sent from another site. ${NOTHING_HAPPENED}`,
    next: CONNECT_AGAIN,
  },
  consent_expired: {
    status: 403,
    title: 'This page expired',
    what: `It works for ten minutes. ${NOTHING_HAPPENED}`,
    next: CONNECT_AGAIN,
  },
  other_browser: {
    status: 403,
    title: 'This page is no longer open in this browser',
    what: `You declined, or the page was opened in another browser, or cookies are blocked for this site. ${NOTHING_HAPPENED}`,
    next: `${CONNECT_AGAIN} Cookies must be allowed for this site.`,
  },
  no_choice: {
    status: 400,
    title: 'It is not clear what you chose',
    what: `The form came without one clear choice. ${NOTHING_HAPPENED}`,
    next: 'Go back and use one of the buttons.',
  },
  nothing_ticked: {
    status: 400,
    title: 'No permission was chosen',
    what: `A client without any access cannot work, so nothing was decided yet. ${NOTHING_HAPPENED}`,
    next: 'Go back and choose at least one permission, or choose Cancel.',
  },
};

/** An authorization request that ends on a page, without a redirect. The page has no link: only the client can start again. */
export class AuthorizeError extends AppError {
  override readonly name = 'AuthorizeError';
  readonly code = 'authorize_refused';
  readonly reason: AuthorizeErrorReason;
  override readonly words: ErrorWords;
  override readonly logFields: { readonly reason: AuthorizeErrorReason };
  constructor(reason: AuthorizeErrorReason) {
    super(`Refused: ${reason}.`);
    this.reason = reason;
    this.words = WORDS[reason];
    this.logFields = { reason };
  }
}
