import { StartError } from './start-error.ts';

const DEFAULT_PORT = '7071';

/**
 * @param option the value of `--port`; without it the port is PORT of the environment, else 7071
 * @returns 0 for any free port
 * @throws StartError for what is no port
 */
export function portOf(option: string | undefined, env: Readonly<Record<string, string | undefined>>): number {
  const text = option ?? (env['PORT'] || DEFAULT_PORT);
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new StartError(`"${text}" is not a port: use a number from 0 to 65535, for example npm start -- --port 7072`);
  return port;
}
