import { expect } from '@jest/globals';
import { z } from 'zod';
import { isAccountRead } from '../../support/account-reads.ts';
import { use } from '../../support/index.ts';
import { RECORDS } from '../../tools/index.ts';
import { mayRequest } from './allowed-requests.ts';
import { callTool, fitsInput, type Outcome } from './call-tool.ts';
import { openConnections } from './connections.ts';
import type { HostileApp } from './hostile-app.ts';
import type { CallCase } from './tool-calls.ts';

const Seen = z.array(z.object({ n: z.number(), method: z.string(), url: z.string() }));
const LOOKS_FIRST = new Set(RECORDS.flatMap(({ tool, looksFirst }) => (looksFirst ? [tool.name] : [])));
/** Tools that may have nothing to ask. */
const MAY_SEND_NOTHING = new Set(RECORDS.flatMap(({ tool, doesWithout }) => (doesWithout ? [tool.name] : [])));
/** Tools that answer without Telnyx. */
const SENDS_NOTHING = new Set(RECORDS.flatMap(({ tool, requests }) => (requests.length === 0 ? [tool.name] : [])));

export interface ArgumentChecks {
  /** How many calls ended how. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Makes a call and compares its outcome with what reached Telnyx. One after the other: what reaches Telnyx is then this call's. */
  readonly check: (one: CallCase) => Promise<void>;
}

export function useArgumentChecks(hostile: HostileApp): ArgumentChecks {
  const simulator = use(() => openConnections(hostile.app.telnyx));
  const outcomes: Record<Outcome, number> = { ok: 0, refused: 0, stopped: 0, failed: 0 };
  let last = 0;

  /** What reached Telnyx since the last time, but for what the guard read for itself. */
  const seen = async () => {
    const { text } = await simulator.send({ method: 'GET', path: `/_sim/requests?since=${last}`, headers: {} });
    const requests = Seen.parse(JSON.parse(text));
    last = requests.at(-1)?.n ?? last;
    return requests.filter((request) => !isAccountRead(request));
  };

  return {
    outcomes,
    check: async (one) => {
      const outcome = await callTool(hostile, one);
      outcomes[outcome]++;
      const requests = await seen();
      if (!fitsInput(one.tool, one.args)) expect(outcome).toBe('refused');
      const sent = requests.filter(({ method }) => !(LOOKS_FIRST.has(one.tool) && /^(GET|HEAD)$/.test(method)));
      if (outcome === 'refused') expect(sent).toEqual([]);
      else if (outcome === 'stopped' || SENDS_NOTHING.has(one.tool)) expect(requests).toEqual([]);
      else if (!MAY_SEND_NOTHING.has(one.tool)) expect(requests.length).toBeGreaterThan(0);
      const changes = requests.filter(({ method }) => !/^(GET|HEAD)$/.test(method)).map(({ method, url }) => `${method} ${url}`);
      expect(changes).toEqual([...new Set(changes)]);
      for (const { method, url } of requests) {
        if (!mayRequest(one.tool, method, url)) throw new Error(`${one.tool} must not send ${method} ${url}`);
      }
    },
  };
}
