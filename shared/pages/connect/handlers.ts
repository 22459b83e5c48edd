import type { Sessions, SignedIn } from '../../identity/index.ts';
import { type Handler, isLoopback, SecretUnavailableError, type Settings, withDeadline } from '../../platform/index.ts';
import { connectPage, type Standing } from './page.ts';

interface Parts {
  readonly settings: Settings;
  readonly sessions: Pick<Sessions, 'open'>;
  /** Whether the app is ready. Asked often, it answers from memory. */
  readonly ready: () => Promise<boolean>;
  /** How many tools are served: of Telnyx, and beside them. */
  readonly counts: { readonly tools: number; readonly more: number };
}

/** How long the page waits for the state of the server. */
const PATIENCE_MS = 300;

/** The page /. */
export function createConnectPage({ settings, sessions, ready, counts }: Parts): Handler {
  const simulated = isLoopback(settings.telnyxBaseUrl);
  return async (request) => {
    const [standing, person] = await Promise.all([standingOf(ready), personOf(request)]);
    return connectPage(settings, { person, standing, simulated, counts });
  };

  /** Who is signed in is only for show here: without the vault, nobody is. */
  async function personOf(request: Request): Promise<SignedIn | undefined> {
    try {
      return await sessions.open(request);
    } catch (error) {
      if (error instanceof SecretUnavailableError) return undefined;
      throw error;
    }
  }
}

/** The page does not wait for a check that takes long: its link then says nothing of the state. */
async function standingOf(ready: Parts['ready']): Promise<Standing> {
  try {
    const isReady = await withDeadline(PATIENCE_MS, ready, () => new DOMException('Too late for this page.', 'TimeoutError'));
    return isReady ? 'ready' : 'trouble';
  } catch {
    return 'unknown';
  }
}
