import { AUTHORIZATION } from './authorization.ts';
import { DOOR } from './door.ts';
import { GUARD } from './guard.ts';
import { INBOX } from './inbox.ts';
import { MCP_2025_11_25 } from './mcp-2025-11-25.ts';
import { MCP_2026_07_28 } from './mcp-2026-07-28.ts';
import { PROOF } from './proof.ts';
import type { Requirement } from './requirement.ts';
import { SKILLS } from './skills.ts';

export type { Requirement } from './requirement.ts';

/** All that tests must show. */
export const REQUIREMENTS: readonly Requirement[] = [
  ...PROOF,
  ...DOOR,
  ...GUARD,
  ...INBOX,
  ...MCP_2025_11_25,
  ...MCP_2026_07_28,
  ...SKILLS,
  ...AUTHORIZATION,
];
