import type { Row } from './row.ts';

/**
 * Why Telnyx does not connect a call. The API has one code for all of it, 10010: the SIP response code decides.
 *
 * @see https://developers.telnyx.com/docs/voice/sip-trunking/troubleshooting/response-codes
 */
export const SIP: readonly Row[] = [
  {
    codes: ['D1', 'D2', 'D3', 'D22'],
    means: 'As many calls go on at once as the account, the outbound voice profile or the connection allows.',
    next: 'Wait until one has ended; the limits are set in the Telnyx portal.',
    again: 'later',
  },
  {
    codes: ['D4', 'D5', 'D56'],
    means: 'As many incoming calls go on at once as the connection or the account allows.',
    next: 'Wait until one has ended; the limits are set in the Telnyx portal.',
    again: 'later',
  },
  {
    codes: ['D7', 'D38'],
    means: 'The application has no outbound voice profile, which every call to the outside needs.',
    next:
      'Set outbound.outbound_voice_profile_id with update_call_control_application (list_call_control_applications shows those in use); ' +
      'for a TeXML application it is set in the Telnyx portal.',
    again: 'after_change',
  },
  { codes: ['D8', 'D37', 'D59'], means: 'Emergency and special numbers cannot be called this way.', again: 'never' },
  {
    codes: ['D9'],
    means: 'This international destination was called too often within a minute.',
    next: 'Wait some minutes before the next call to it.',
    again: 'later',
  },
  {
    codes: ['D10'],
    means: "Telnyx forbids this call; its documents give several reasons for D10, so ask Telnyx's support for the cause.",
    again: 'after_change',
  },
  {
    codes: ['D11', 'D14', 'D50'],
    means: 'The number that was called is not a valid one.',
    next: 'Check it with lookup_number.',
    again: 'after_change',
  },
  {
    codes: ['D12', 'D13'],
    means: 'The outbound voice profile does not allow calls to this country.',
    next: 'The country has to be allowed in the outbound voice profile, in the Telnyx portal: no tool here does it.',
    again: 'after_change',
  },
  {
    codes: ['D15'],
    means: 'The outbound voice profile is disabled.',
    next: 'It has to be enabled in the Telnyx portal.',
    again: 'after_change',
  },
  {
    codes: ['D16', 'D18'],
    means: 'The connection or application is not active.',
    next: 'See get_connection; update_call_control_application sets active, other connections are enabled in the Telnyx portal.',
    again: 'after_change',
  },
  {
    codes: ['D17'],
    means: 'The Telnyx account is disabled.',
    next: 'See get_balance for its credit; otherwise Telnyx wrote to the account holder why, and its support can lift it.',
    again: 'after_change',
  },
  {
    codes: ['D19'],
    means: 'The Telnyx account is blocked for billing.',
    next: 'See get_balance; credit is added in the Telnyx portal.',
    again: 'after_change',
  },
  {
    codes: ['D21', 'D48'],
    means: 'The number leads to no SIP endpoint that could be reached.',
    next: 'get_phone_number shows its connection, get_connection whether that is active.',
    again: 'after_change',
  },
  {
    codes: ['D24'],
    means: 'The outbound voice profile limits the rate per minute, and this call exceeds it.',
    next: 'The limit is set in the Telnyx portal.',
    again: 'after_change',
  },
  {
    codes: ['D25', 'D26', 'D29'],
    means: 'Telnyx finds no valid connection for this caller.',
    next: 'See list_connections; the authentication of a connection is set in the Telnyx portal.',
    again: 'after_change',
  },
  {
    codes: ['D30', 'D31'],
    means: 'The SIP address that was called is not valid, or its owner does not accept calls from outside.',
    next: 'Check the address; inbound.sip_subdomain_receive_settings is set with update_call_control_application.',
    again: 'after_change',
  },
  {
    codes: ['D34', 'D35'],
    means: 'The caller id (from) is not one that this call may have.',
    next: 'Give a number of this account in +E.164: see list_phone_numbers.',
    again: 'after_change',
  },
  {
    codes: ['D36', 'D51'],
    means: 'The caller id (from) is no number of this account, nor one that it has verified.',
    next: 'Take from out of list_phone_numbers, or have the number verified in the Telnyx portal.',
    again: 'after_change',
  },
  {
    codes: ['D39'],
    means: "The account's daily limit for international calls is reached.",
    next: "Wait for the next day, or have Telnyx's support raise it.",
    again: 'later',
  },
  {
    codes: ['D40', 'PE1', 'PE2', 'PE3', 'PE4', 'PE5', 'PE6', 'TV1'],
    means: 'Telnyx found no route to this number at the moment.',
    next: 'Check the number with lookup_number if it happens again.',
    again: 'later',
  },
  { codes: ['D41', 'D58'], means: 'Telnyx blocks calls to this destination to prevent fraud.', again: 'never' },
  { codes: ['D42'], means: 'This connection does not allow transfers by SIP REFER.', again: 'after_change' },
  {
    codes: ['D44'],
    means: 'connection_id is not a valid call control application of this account.',
    next: 'Take it from list_call_control_applications.',
    again: 'after_change',
  },
  {
    codes: ['D46', 'D49', 'D54'],
    means: 'Telnyx does not let this caller id (from) make calls: it only receives calls, is no valid number, or has a bad reputation.',
    next: "list_phone_numbers shows the account's numbers; Telnyx's support can tell why and lift it.",
    again: 'after_change',
  },
  { codes: ['D52'], means: 'The called side screens calls and rejected this one.', again: 'never' },
  { codes: ['D53'], means: 'A number cannot call itself: to and from are the same.', again: 'after_change' },
  {
    codes: ['D57'],
    means: 'HD voice is not enabled for the number.',
    next: 'update_phone_number sets hd_voice_enabled.',
    again: 'after_change',
  },
  {
    codes: ['D60'],
    means: 'At its present level, the account may only call numbers that it has verified.',
    next: 'The account holder verifies this number or raises the account level in the Telnyx portal.',
    again: 'after_change',
  },
  {
    codes: ['D61'],
    means: 'The level of the account does not allow this kind of call.',
    next: 'The account holder raises the account level in the Telnyx portal.',
    again: 'after_change',
  },
  {
    codes: ['D63', 'D64', 'D65'],
    means: 'The number is not ready for calls: its porting or its documents are still pending.',
    next: 'get_phone_number shows its status.',
    again: 'later',
  },
  { codes: ['P05'], means: 'Too many calls were started within a second.', again: 'later' },
  { codes: ['TM1'], means: 'Telnyx has no rates for this destination, so it does not connect calls to it.', again: 'never' },
];
