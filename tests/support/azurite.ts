import { createAzurite } from '../../infra/local/azurite/service.ts';

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
