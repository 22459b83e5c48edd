import type { Principal } from '../../identity/index.ts';
import type { StorageClient, TelnyxClient } from '../../telnyx/index.ts';

/** All that a tool may use besides its input. Made anew for every call. */
export interface ToolContext {
  readonly principal: Principal;
  readonly telnyx: TelnyxClient;
  readonly storage: StorageClient;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /**
   * Fires when the client cancels the call. Functions tells nobody of a connection that broke, so each request to Telnyx keeps the call's
   * deadline by itself.
   */
  readonly signal: AbortSignal;
  /** Tells a waiting person how far the call is; lost where the client asked for no progress. */
  readonly progress: (message: string) => void;
}
