import { describe, expect, test } from '@jest/globals';
import { AREAS, type Operation } from '../../../../../shared/telnyx/operations/index.ts';
import { use } from '../../../../support/index.ts';
import type { OpenApi } from '../../support/openapi.ts';
import { requestChecker } from '../../support/request-checker.ts';
import { json, startEdge } from '../../support/telnyx-edge.ts';
import { DEVIATIONS, UNDECLARED } from '../deviations.ts';
import { exampleArguments } from './examples.ts';
import { HINTS } from './hints.ts';
import { OPERATIONS } from './operations.ts';
import { sendTo } from './send.ts';

const keyOf = ({ method, path }: Operation) => `${method} ${path}`;

/** Tests that the least and the full request of each operation are as Telnyx's document says. */
export function testRequests(document: OpenApi, operations: readonly Operation[]): void {
  const edge = use(() => startEdge(json({ data: {} })));
  const check = requestChecker(document, operations.map(keyOf));

  /** What the document has against the request of an operation. */
  async function mismatchesOf(operation: Operation, isFull: boolean): Promise<readonly string[]> {
    const before = edge.seen.length;
    await sendTo(edge.baseUrl, operation, exampleArguments(operation, OPERATIONS, isFull, HINTS), OPERATIONS);
    const [seen] = edge.seen.slice(before);
    if (!seen) throw new Error(`${operation.id} sent nothing.`);
    // The base URL ends in it.
    const url = operation.path.startsWith('/v2/') ? `/v2${seen.url}` : seen.url;
    const known = [UNDECLARED, ...(DEVIATIONS[operation.id] ?? [])];
    const mismatches = check(keyOf(operation), { ...seen, url }).map(({ at, why }) => `${at} ${why}`);
    return mismatches.filter((text) => !known.some((part) => text.includes(part)));
  }

  describe.each([
    ['least', false],
    ['full', true],
  ] as const)('the %s requests', (_which, isFull) => {
    const areas = AREAS.map((area) => [area, operations.filter((operation) => operation.area === area)] as const);
    test.each(areas)(
      'of %s',
      async (_area, checked) => {
        const found: Record<string, readonly string[]> = {};
        for (const operation of checked) {
          const mismatches = await mismatchesOf(operation, isFull);
          if (mismatches.length > 0) found[operation.id] = mismatches;
        }
        expect(checked.length).toBeGreaterThanOrEqual(3);
        expect(found).toEqual({});
      },
      60_000,
    );
  });
}
