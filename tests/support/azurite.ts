import { createAzurite } from '../../infra/local/cloud/azurite/service.ts';

/** The emulator's own account, the same for everybody (Microsoft's documentation of Azurite). */
export const ACCOUNT = 'devstoreaccount1';
export const ACCOUNT_KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

export interface RunningAzurite {
  /** The account's URL, as in TABLES_URL. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the real table service of Azurite, empty, in a process of its own on a free port of loopback; it forgets everything when it stops. */
export async function startAzurite(): Promise<RunningAzurite> {
  const azurite = createAzurite('table');
  const { url } = await azurite.listen();
  return { url, stop: () => azurite.close() };
}
