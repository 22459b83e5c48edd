/** A reproducible zip: the same contents give the same bytes. */
import { zipSync } from 'fflate';

/** The earliest date in a zip. */
const DATE = new Date(1980, 0, 1);
const UNIX = 3;
const READABLE = 0o100644 << 16;

/** @param contents by path */
export function archive(contents: ReadonlyMap<string, Buffer>): Uint8Array {
  const sorted = [...contents].sort(([one], [other]) => (one < other ? -1 : 1));
  return zipSync(Object.fromEntries(sorted.map(([path, bytes]) => [path, new Uint8Array(bytes)])), {
    level: 9,
    mtime: DATE,
    os: UNIX,
    attrs: READABLE,
  });
}
