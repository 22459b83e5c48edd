/**
 * The lists of the account that the guard reads by itself, kept for ten minutes. Which call of a test makes it read one depends on the calls
 * before: what a tool sends is counted without them.
 */
const LISTS = new Set(
  [
    'phone_numbers',
    'verified_numbers',
    'short_codes',
    'messaging_profiles',
    'call_control_applications',
    'texml_applications',
    'ai/assistants',
    'messaging_optouts',
  ].map((list) => `/v2/${list}`),
);

/** All that such a read asks for: tools filter and sort, or want smaller pages. */
const ASKED = new Set(['page[number]', 'page[size]', 'handle_messaging_profile_error', 'created_at[gte]']);
const LARGEST_PAGE = '250';

/**
 * Whether the app made this request for itself, and no tool.
 *
 * @param url as it arrived at Telnyx
 */
export function isAccountRead({ method, url }: { readonly method: string; readonly url: string }): boolean {
  if (method !== 'GET' || !url.startsWith('/v2/')) return false;
  // The key of webhooks, when one arrives.
  if (url === '/v2/public_key') return true;
  const [path = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  // Prices: the tool's own search gives 100 numbers at most.
  if (path === '/v2/available_phone_numbers') return parameters.get('filter[limit]') === LARGEST_PAGE;
  return (
    LISTS.has(path) &&
    parameters.has('page[number]') &&
    parameters.get('page[size]') === LARGEST_PAGE &&
    [...parameters.keys()].every((name) => ASKED.has(name))
  );
}
