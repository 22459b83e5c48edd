/** What goes wrong between Telnyx and its customers: allowed, and promised, by its documentation. */
export interface MischiefSettings {
  /** How many more times each event is sent, at the same moment. */
  readonly duplicate: number;
  /** Whether an event waits for the next one, and comes after it. */
  readonly disorder: boolean;
  /** Whether events wait until this is off. */
  readonly hold: boolean;
}

type Send = () => Promise<void>;

/** How long an event waits for another one to overtake it. */
const DISORDER_MS = 2_000;

/**
 * Decides when events set out.
 *
 * @param later calls a function after so many milliseconds of the simulator's clock
 */
export function createMischief(later: (ms: number, happen: () => void) => void) {
  let settings: MischiefSettings = { duplicate: 0, disorder: false, hold: false };
  let waiting: Send[] = [];

  /** One after the other. */
  async function release(): Promise<void> {
    const due = settings.disorder ? waiting.reverse() : waiting;
    waiting = [];
    for (const send of due) await send();
  }

  return {
    set: (changed: Partial<MischiefSettings>): MischiefSettings => {
      settings = { ...settings, ...changed };
      if (!settings.hold) void release();
      return settings;
    },
    /** Sends now, or when it is its turn; each send as often as `duplicate` says. */
    pass: (send: () => Promise<void>, again: () => Promise<void>): void => {
      const { duplicate } = settings;
      const all: Send = async () => {
        await Promise.all([send(), ...Array.from({ length: duplicate }, again)]);
      };
      if (!settings.hold && !settings.disorder) return void all();
      waiting.push(all);
      if (settings.hold) return;
      if (waiting.length > 1) void release();
      else later(DISORDER_MS, () => (settings.hold ? undefined : void release()));
    },
  };
}

export type Mischief = ReturnType<typeof createMischief>;
