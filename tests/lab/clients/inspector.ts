import { z } from 'zod';
import { CallResult } from '../../app/e2e/clients/client-libraries.ts';
import { run } from '../../support/running-app.ts';
import type { Connect } from './connect.ts';
import { PROGRAMS } from './versions.ts';

const PROGRAM = `${PROGRAMS}/node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js`;

const Failure = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
const Success = z.object({ result: z.record(z.string(), z.unknown()) });
const Tools = z.object({ tools: z.array(z.object({ name: z.string() })) });

const parsed = <Line>(text: string, schema: z.ZodType<Line>): Line[] =>
  text.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return [];
    const { success, data } = schema.safeParse(JSON.parse(line));
    return success ? [data] : [];
  });

/** MCP Inspector's command line: every call is a process that connects anew. */
export const inspector =
  (era: 'legacy' | 'auto' | 'modern', login: 'token' | 'OAuth'): Connect =>
  async (url, authorization, { home, env }) => {
    const target = ['--cli', url, '--transport', 'http', '--protocol-era', era, '--format', 'json'];
    const header = authorization === undefined ? [] : ['--header', `Authorization: ${authorization}`];
    const auth = login === 'token' ? ['--stored-auth-only'] : ['--callback-url', 'http://127.0.0.1:0/oauth/callback'];
    const variables = {
      ...env,
      HOME: home,
      MCP_STORAGE_DIR: home,
      MCP_INSPECTOR_SECRET_STORE: 'file',
      // It opens no browser without a terminal unless told to.
      MCP_AUTO_OPEN_ENABLED: 'true',
    };

    /**
     * @returns the result.
     * @throws Error with code and message of the Inspector's error; a tool's own error is a result.
     */
    async function ask(method: string, ...more: string[]): Promise<Record<string, unknown>> {
      const program = run(PROGRAM, [...target, ...header, ...auth, '--method', method, ...more], variables);
      const status = await program.exited;
      const [failure] = parsed(program.output(), Failure);
      const [success] = parsed(program.stdout(), Success);
      if (success && (status === 0 || failure?.error.code === 'tool_is_error')) return success.result;
      throw new Error(failure ? `${failure.error.code}: ${failure.error.message}` : `exit ${String(status)}: ${program.output()}`);
    }

    await ask('initialize');
    return {
      tools: async () => Tools.parse(await ask('tools/list', '--strict')).tools.map(({ name }) => name),
      call: async (name, args) => CallResult.parse(await ask('tools/call', '--tool-name', name, '--tool-args-json', JSON.stringify(args))),
      close: () => Promise.resolve(),
    };
  };
