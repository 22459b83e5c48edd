/** The official telnyx-mcp as its README starts it: `mcp-server` by stdio (the default), or with `--transport=http`, where the code tool must be asked for. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { createInterface } from 'node:readline';
import { LOCAL_API_KEY } from '../../../infra/local/telnyx/server.ts';
import { freePort } from '../../support/oauth/free-port.ts';
import { exchange } from './load.ts';
import { OFFICIAL, PATH_WITH_DENO } from './references.ts';

export type Transport = 'stdio' | 'http';

export interface OfficialServer {
  readonly pid: number | undefined;
  /** Sends a JSON-RPC request; out: the answer's JSON. Waits for a server that is still starting. */
  ask(method: string, params?: object): Promise<string>;
  stop(): Promise<void>;
}

/** Environment that matters: where Telnyx is, a folder for Deno's caches, and what else is to be set. */
export interface OfficialOptions {
  readonly telnyx: string;
  readonly denoDir: string;
  readonly env?: Readonly<Record<string, string>>;
}

const SERVER_KEY = 'bench';
const PAUSE_MS = 5;

export async function startOfficial(transport: Transport, { telnyx, denoDir, env }: OfficialOptions): Promise<OfficialServer> {
  const port = transport === 'http' ? await freePort() : 0;
  const args = transport === 'http' ? ['--transport=http', `--port=${port}`, '--tools=code'] : [];
  const child = spawn(process.execPath, [OFFICIAL, ...args], {
    env: {
      PATH: PATH_WITH_DENO,
      HOME: process.env['HOME'],
      DENO_DIR: denoDir,
      TELNYX_API_KEY: LOCAL_API_KEY,
      TELNYX_BASE_URL: `${telnyx}/v2`,
      MCP_SERVER_API_KEY: SERVER_KEY,
      ...env,
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const agent = new Agent({ keepAlive: true });

  const overStdio = (body: string) =>
    new Promise<string>((resolve, reject) => {
      const take = (line: string) => {
        if (!line.includes('"jsonrpc"')) return;
        lines.off('line', take);
        resolve(line);
      };
      lines.on('line', take);
      void exited.then(() => reject(new Error('telnyx-mcp has ended.')));
      child.stdin.write(`${body}\n`);
    });

  const overHttp = async (body: string): Promise<string> => {
    const headers = {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${LOCAL_API_KEY}`,
      'x-mcp-server-api-key': SERVER_KEY,
    };
    while (child.exitCode === null) {
      const answer = await exchange(`http://127.0.0.1:${port}/`, { headers, body }, agent).catch(() => undefined);
      if (answer) return /^data: (.*)$/m.exec(answer.text)?.[1] ?? answer.text;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    throw new Error('telnyx-mcp has ended.');
  };

  return {
    pid: child.pid,
    async ask(method, params = {}) {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
      const answer = await (transport === 'http' ? overHttp(body) : overStdio(body));
      if (!answer.includes('"result":') || answer.includes('"isError":true')) throw new Error(`telnyx-mcp: ${answer.slice(0, 300)}`);
      return answer;
    },
    async stop() {
      agent.destroy();
      child.kill();
      await exited;
    },
  };
}
