import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Outcome } from './judge.ts';
import type { Revision } from './suite.ts';

const Ids = z.array(z.string()).optional();
const Outcomes = z.record(z.string(), z.strictObject({ SUCCESS: Ids, FAILURE: Ids, WARNING: Ids, SKIPPED: Ids, INFO: Ids }));
const forBoth = <Schema extends z.ZodType>(schema: Schema) => z.strictObject({ '2026-07-28': schema, '2025-11-25': schema });
const read = (name: string): unknown => JSON.parse(readFileSync(`tests/lab/conformance/expected/${name}.json`, 'utf8'));

/** Scenario → how its checks end. */
type Expected = Readonly<Record<string, Outcome>>;

/** What the app's handler answers with the suites' fixtures. */
export const FIXTURES: Readonly<Record<Revision, Expected>> = forBoth(Outcomes).parse(read('fixtures'));

/**
 * What the built app answers: `generic` scenarios run on any server, though some of their checks ask for what this one has not;
 * `needsFixtures`: scenario → what it would need; `skills`: those of the Skills extension.
 */
export const PRODUCTION = forBoth(
  z.strictObject({ generic: Outcomes, needsFixtures: z.record(z.string(), z.string()), skills: Outcomes }),
).parse(read('production'));

/** Required at 2025-11-25 and not to be had: the tool asks its client, and the client's answer comes to a server that never asked. */
export const NEEDS_SESSION: readonly string[] = [
  'tools-call-sampling',
  'tools-call-elicitation',
  'elicitation-sep1034-defaults',
  'elicitation-sep1330-enums',
];
/** How that shows: the tool waited in vain. */
export const NO_ANSWER = 'Failed: MCP error -32001: MCP error -32001: Request timed out';

/** At 2025-11-25 the suite gives up on it where no session id comes, with a warning: a test of our own stands in its place. */
export const TESTED_HERE = 'server-sse-multiple-streams';
