import type { Courier, CourierSettings } from '../webhooks/courier.ts';
import { createCourier } from '../webhooks/courier.ts';
import { createStock } from './stock.ts';
import type { Alarm } from './timeline.ts';
import { createAlarms } from './timeline.ts';

/** How long things take on the simulator's clock, in milliseconds after they were accepted. */
export const PACE = { sentMs: 500, deliveredMs: 1500, orderedMs: 1000, answeredMs: 2000, busyMs: 1000 } as const;

/** What all accounts of one simulator share. */
export interface World {
  readonly stock: ReturnType<typeof createStock>;
  /** A numeric id above 2^53, which survives only as a string. */
  readonly nextNumericId: () => string;
  /** Outside numbers whose phone somebody holds. */
  readonly attended: Set<string>;
  readonly courier: Courier;
  /** An alarm on the simulator's clock that calls a function. */
  readonly alarmFor: (ring: () => void) => Alarm;
}

/** It ends when the signal aborts: no timer is left, and nothing is sent any more. */
export function createWorld(settings: CourierSettings): World {
  let next = 1293384261075731499n;
  return {
    stock: createStock(),
    attended: new Set<string>(),
    nextNumericId: () => String(next++),
    courier: createCourier(settings),
    alarmFor: createAlarms(settings.now, settings.signal),
  };
}
