import type { Auditor, Guard } from '../guard/index.ts';
import type { Principal, Sealer } from '../identity/index.ts';
import type { Inbox } from '../inbox/index.ts';
import type { Logger, Telemetry } from '../platform/index.ts';
import type { StorageClient, TelnyxCall, TelnyxClient } from '../telnyx/index.ts';
import type { AuthorizedCall } from './authorize.ts';
import type { Caller } from './caller.ts';
import type { Catalogue } from './catalogue.ts';
import type { ServerInfo } from './server-info.ts';

/** The protocol versions that one SDK serves: `legacy` 2024-11-05 to 2025-11-25, `modern` 2026-07-28. */
export type Era = 'legacy' | 'modern';

/** What carrying out calls takes. */
export interface CallServices {
  readonly telnyx: (call: TelnyxCall) => TelnyxClient;
  readonly storage: (call: TelnyxCall) => StorageClient;
  readonly inbox: Inbox;
  readonly guard: Guard;
  /** Seals what a client was asked, until it comes back with the answer. */
  readonly questions: Sealer;
}

/** A call that may be made, with all that carrying it out takes. */
export interface ServedCall extends AuthorizedCall, CallServices {
  /** For calls that do more than read, or cost money. */
  readonly audit: Auditor | undefined;
  /** For all other calls. */
  readonly auditRead: Auditor;
}

/** One request, with everything that serving it needs. Nothing of it outlives the request. */
export interface McpRequest {
  readonly requestId: string;
  readonly serverInfo: ServerInfo;
  readonly era: Era;
  readonly principal: Principal;
  /** The tools that it can use. */
  readonly catalogue: Catalogue;
  readonly caller: Caller;
  /** Undefined for a message that calls no tool, or an unknown one. */
  readonly call: ServedCall | undefined;
  readonly log: Logger;
  /** Aborts when the client disconnects: nobody waits for a person's decision any more. */
  readonly disconnected: AbortSignal;
  readonly telemetry: Telemetry;
  readonly clock: () => number;
}
