import { namedLike } from './names.ts';

/** Members with the host, URL or address that Telnyx sends something to from then on. */
const RECEIVERS =
  '*webhook*url* *webhook*Url* *webhook*URL* webhook *Callback* status_callback voice_url voice_fallback_url Url FallbackUrl AnnounceUrl ' +
  'HoldUrl WaitUrl stream_url conversation_relay_url conversation_relay_config conversation_relay_settings base_url token_retrieval_url ' +
  'rx tx host fqdn proxy outbound_proxy sip_address destination_uri channel_destination fax_email_recipient';

/** Those whose every text is one: a machine's name, a number or an address that no URL begins. */
const BARE = 'host fqdn proxy outbound_proxy rx tx sip_address destination_uri channel_destination fax_email_recipient';

/** How, or for what, Telnyx calls a URL. */
const MANNERS = '*Method *_method *Event *Events *_events';

export const isReceiver = namedLike(RECEIVERS);
export const isBareReceiver = namedLike(BARE);
export const isManner = namedLike(MANNERS);

/** Operations whose argument `url` gets events or words; elsewhere, Telnyx only fetches what is there. */
const OWN_URLS: ReadonlySet<string> = new Set([
  'CallStartConversationRelay',
  'createEmailDomainWebhook',
  'updateEmailDomainWebhook',
  'create_mcp_server',
  'update_mcp_server',
]);
export const receivesUrl = (operationId: string): boolean => OWN_URLS.has(operationId);

/** Parsers of the web forgive missing slashes behind their own schemes. */
const SCHEME = /^\s*(?:[a-z][a-z0-9+.-]{0,30}:\/\/|(?:https?|wss?):)/i;
/** A transport, or a scheme without slashes: `udp:192.0.2.1:9000`, `sip:desk@example.com`. */
const PREFIX = /^(?:sips?:|mailto:|udp:|tcp:|tls:|s?rtp:|[/\\]{2,8})/i;
const DOTTED = /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,20}\.?(?::\d{1,5})?(?:[/?#]|$)/i;
const IPV6 = /^\[?([0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:\.\d{1,3}){0,3})(?:\]|$)/i;
const NUMBER = /^\+?[\d\s().-]{3,20}$/;

/** Parsers of URLs drop these, wherever they are. */
const CONTROLS = /\p{Cc}/gu;

export const isUrl = (text: string): boolean => SCHEME.test(text.replaceAll(CONTROLS, ''));

/**
 * @param isBare a name without dots is a host, too
 * @returns the host that a text names, in lower case and without its port; undefined where it names none, as a telephone number does not
 */
export function hostOf(text: string, isBare: boolean): string | undefined {
  const plain = text.replaceAll(CONTROLS, '').trim();
  if (isUrl(plain)) return urlHost(plain);
  const written = plain.replace(PREFIX, '');
  const behind = written.slice(written.lastIndexOf('@') + 1);
  const isAddress = behind.length < written.length || written.length < plain.length;
  const ipv6 = IPV6.exec(behind)?.[1];
  if (ipv6 !== undefined) return ipv6.toLowerCase();
  if (NUMBER.test(behind) && !/^\d{1,3}(?:\.\d{1,3}){3}$/.test(behind)) return undefined;
  if (DOTTED.test(behind)) return tidy(behind);
  return (isBare || isAddress) && behind !== '' && !/\s/.test(behind) ? tidy(behind) : undefined;
}

function urlHost(written: string): string {
  const { hostname } = URL.canParse(written) ? new URL(written) : { hostname: '' };
  // A host that no parser reads is none that is known.
  return hostname === ''
    ? tidy(written.slice(written.indexOf(':') + 1).replace(/^[/\\]{1,8}/, ''))
    : hostname.toLowerCase().replace(/\.$/, '');
}

function tidy(host: string): string {
  const [name = ''] = host.slice(0, 260).split(/[/\\?#;]/);
  const port = name.lastIndexOf(':');
  return (port > 0 ? name.slice(0, port) : name).replace(/\.$/, '').toLowerCase();
}
