/** RFC 6749 section 3.3. */
const SCOPE_TOKENS = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/** What clients ask for by habit. It changes nothing: there is no id_token here, and a refresh token comes anyway. */
const HABITUAL_SCOPES: ReadonlySet<string> = new Set(['', 'openid', 'profile', 'email', 'address', 'phone', 'offline_access']);

/** Whether a `scope` parameter holds nothing but characters that scopes have. */
export const isScopeText = (scope: string): boolean => SCOPE_TOKENS.test(scope);

/** Whether a `scope` parameter names nothing but what clients ask for by habit, or nothing at all. */
export const isHabitual = (scope: string): boolean => scope.split(' ').every((word) => HABITUAL_SCOPES.has(word));
