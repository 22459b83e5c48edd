import { AIMS } from '../settings.ts';
import type { Figures } from './figures.ts';
import { ms, table, verdict, whole, type Row } from './format.ts';
import { worstStall } from './stalls.ts';

interface Goal {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  readonly show: (value: number) => string;
}

const ratio = (value: number) => `${Number(value.toPrecision(3))}x`;

function goalsOf({ coldStart, inProcess, load, official, oauth, roundTrip, list, stalls }: Figures): Goal[] {
  const { app, official: theirs } = coldStart;
  const failures = load.filter(({ width }) => width === 50).reduce((sum, { app: { failures: failed } }) => sum + failed, 0);
  const times = (name: string, value: number, limit: number): Goal => ({ name, value, limit, show: ratio });
  return [
    times('CPU per tools/list (2026-07-28) in process ÷ bare node:http', inProcess.modernList / inProcess.bare, AIMS.listOverBare),
    times('CPU per tools/list (2025-11-25) in process ÷ bare node:http', inProcess.legacyList / inProcess.bare, AIMS.listOverBare),
    times('CPU per tools/call in process ÷ McpServer of SDK v2', inProcess.modernCall / inProcess.v2Call, AIMS.callOverSdk),
    ...(theirs && official
      ? [
          times(
            'Start → first answer ÷ telnyx-mcp (its quicker transport)',
            app.answered / Math.min(theirs.stdio.answered, theirs.http.answered),
            AIMS.startOverOfficial,
          ),
          times(
            'get_balance ÷ the same by telnyx-mcp’s code tool',
            official.ours / Math.min(official.stdio.call, official.http.call),
            AIMS.tripOverOfficial,
          ),
          times(
            'Memory after the first answer ÷ telnyx-mcp (its smaller transport)',
            app.idleMib / Math.min(theirs.stdio.idleMib, theirs.http.idleMib),
            AIMS.memoryOverOfficial,
          ),
        ]
      : []),
    { name: 'Failures with 50 connections', value: failures, limit: AIMS.failures, show: String },
    { name: 'Start → first answer', value: app.answered, limit: AIMS.coldStartMs, show: ms },
    { name: 'get_balance, dearer than asked directly', value: roundTrip.through - roundTrip.direct, limit: AIMS.roundTripMs, show: ms },
    { name: '/health/live behind the worst message, above idle', value: worstStall(stalls), limit: AIMS.stallMs, show: ms },
    {
      name: 'Grant check per request, remembered',
      value: oauth.checkRemembered,
      limit: AIMS.grantCheckMs,
      show: (value) => `${(value * 1000).toFixed(2)} µs`,
    },
    { name: 'Tokens of tools/list that a model sees', value: list.visible.tokens, limit: AIMS.visibleTokens, show: whole },
  ];
}

/** Each aim with what this run has to say of it. */
export function goalTable(figures: Figures): string {
  const rows = goalsOf(figures).map(({ name, value, limit, show }): Row => [name, show(value), `≤ ${show(limit)}`, verdict(value, limit)]);
  return table(['goal', 'this run', 'limit', ''], rows);
}
