import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Node's own default. From the environment it serves the host's very first file as well, which turns the cache on for the rest by itself. */
export const COMPILE_CACHE = join(tmpdir(), 'node-compile-cache');

/** Room for all that a start allocates: with Node's small default the garbage collector takes a sixth of the time until the first answer. */
export const NODE_ARGUMENTS = ['--min-semi-space-size=8'];
