/** Counts who waits, so that waits hold neither a person's other calls nor this process. */
export interface Seats {
  /** @returns what gives the seat back; undefined where there is none */
  take(grantId: string): (() => void) | undefined;
}

/**
 * @param most of all together
 * @param mostOfOne of one grant
 */
export function createSeats(most: number, mostOfOne: number): Seats {
  const taken = new Map<string, number>();
  let all = 0;
  return {
    take(grantId) {
      const mine = taken.get(grantId) ?? 0;
      if (all >= most || mine >= mostOfOne) return undefined;
      all++;
      taken.set(grantId, mine + 1);
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        all--;
        const left = (taken.get(grantId) ?? 1) - 1;
        if (left === 0) taken.delete(grantId);
        else taken.set(grantId, left);
      };
    },
  };
}
