import { createSealer } from '../../identity/index.ts';
import { createCookies, type Secrets } from '../../platform/index.ts';
import { secondsLeft, Session, SESSION_COOKIE } from './session.ts';

/** @returns the grant of the token that the open token page of this browser shows; undefined if none is open */
export type ShownToken = (request: Request) => Promise<string | undefined>;

/**
 * @param origin the app's own
 * @param clock milliseconds since the epoch
 */
export function createShownToken(secrets: Secrets, origin: string, clock: () => number): ShownToken {
  const cookies = createCookies(origin);
  const sealer = createSealer(secrets, 'token-page', origin);
  return async (request) => {
    const sealed = cookies.read(request, SESSION_COOKIE);
    const session = sealed === undefined ? undefined : await sealer.open(sealed, Session);
    return session && secondsLeft(session, clock() / 1000) > 0 ? session.grantId : undefined;
  };
}
