import type { ColdStart } from '../cold-start.ts';
import type { GrowthFigures } from '../growth.ts';
import type { GuardedFigures } from '../guarded.ts';
import type { InProcess } from '../in-process.ts';
import type { InboxFigures } from '../inbox.ts';
import type { ListSize } from '../list-size.ts';
import type { OAuthFigures } from '../oauth.ts';
import type { Official } from '../official.ts';
import type { RoundTrip } from '../round-trip.ts';
import type { StallFigures } from '../stalls.ts';
import type { LoadFigures } from '../under-load.ts';

/** All that one run has measured. */
export interface Figures {
  readonly coldStart: ColdStart;
  readonly load: readonly LoadFigures[];
  readonly inProcess: InProcess;
  /** MiB resident after all loads. */
  readonly loadedMib: { readonly app: number; readonly bare: number; readonly sdk: number };
  readonly roundTrip: RoundTrip;
  /** Undefined where it is not installed. */
  readonly official: Official | undefined;
  readonly oauth: OAuthFigures;
  readonly guarded: GuardedFigures;
  readonly inbox: InboxFigures;
  readonly growth: GrowthFigures;
  readonly list: ListSize;
  readonly stalls: StallFigures;
}
