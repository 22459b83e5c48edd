import type { Risk } from '../../guard/index.ts';
import type { Scope } from '../../identity/index.ts';
import type { RetryRule } from '../../telnyx/index.ts';

/** @see MCP specification, server/tools, `ToolAnnotations` */
export interface Annotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

interface RiskRules {
  readonly scope: Scope;
  readonly retry: RetryRule;
  readonly annotations: Annotations;
}

const annotations = (readOnlyHint: boolean, destructiveHint: boolean, idempotentHint: boolean): Annotations => ({
  readOnlyHint,
  destructiveHint,
  idempotentHint,
  // Strangers write parts of what every tool reads.
  openWorldHint: true,
});

/** Everything that follows from a tool's risk. Only reads are retried when the first try may have been carried out. */
export const RISKS: Readonly<Record<Risk, RiskRules>> = {
  read: {
    scope: 'telnyx.read',
    retry: 'transient',
    annotations: annotations(true, false, true),
  },
  write: {
    scope: 'telnyx.write',
    retry: 'refused',
    annotations: annotations(false, false, false),
  },
  outbound: {
    scope: 'telnyx.send',
    retry: 'refused',
    annotations: annotations(false, false, false),
  },
  purchase: {
    scope: 'telnyx.purchase',
    retry: 'refused',
    annotations: annotations(false, false, false),
  },
  destructive: {
    scope: 'telnyx.write',
    retry: 'refused',
    annotations: annotations(false, true, true),
  },
  credential: {
    scope: 'telnyx.write',
    retry: 'refused',
    annotations: annotations(false, false, false),
  },
};
