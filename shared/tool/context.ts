import type { Principal } from '../auth/index.ts';
import type { StorageClient, TelnyxClient } from '../telnyx/index.ts';

/** All that a tool may use besides its input. Made anew for every call. */
export interface ToolContext {
  readonly principal: Principal;
  readonly telnyx: TelnyxClient;
  readonly storage: StorageClient;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Fires when the caller goes away or the deadline passes. */
  readonly signal: AbortSignal;
  /** Tells a waiting person how far the call is; lost where the client asked for no progress. */
  readonly progress: (message: string) => void;
}
