import type { Auditor } from '../guard/index.ts';
import type { Principal } from '../identity/index.ts';
import type { Logger, Telemetry } from '../platform/index.ts';
import type { StorageClient, TelnyxCall, TelnyxClient } from '../telnyx/index.ts';
import type { Caller } from './caller.ts';
import type { Catalogue } from './catalogue.ts';

/** What one request runs on. Nothing of it outlives the request. */
export interface Session {
  readonly principal: Principal;
  readonly requestId: string;
  readonly caller: Caller;
  readonly era: 'legacy' | 'modern';
  readonly catalogue: Catalogue;
  readonly telnyx: (call: TelnyxCall) => TelnyxClient;
  readonly storage: (call: TelnyxCall) => StorageClient;
  readonly log: Logger;
  /** There for every call that does more than read, or costs. */
  readonly audit: Auditor | undefined;
  /** For every call that only reads. */
  readonly auditRead: Auditor;
  readonly telemetry: Telemetry;
  readonly clock: () => number;
}
