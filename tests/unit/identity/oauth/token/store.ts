import { createGrantStore, type GrantStore } from '../../../../../shared/identity/grants/index.ts';
import { startAzurite } from '../../../../support/azurite.ts';

/** Nothing listens on this port of loopback. */
const NOWHERE = 'http://127.0.0.1:1/devstoreaccount1';

/** Real tables of one test file. `open`: a store on them, with a time (ms) of the test's own; `down`: one whose tables do not answer. */
export async function startTables() {
  const azurite = await startAzurite();
  return {
    open: (clock?: () => number): GrantStore => createGrantStore({ url: azurite.url }, undefined, clock),
    down: (): GrantStore => createGrantStore({ url: NOWHERE }, undefined),
    stop: () => azurite.stop(),
  };
}
