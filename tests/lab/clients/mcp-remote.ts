import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallResult } from '../../app/e2e/clients/client-libraries.ts';
import type { Connect } from './connect.ts';
import { PROGRAMS } from './versions.ts';

const PROGRAM = join(PROGRAMS, 'node_modules/mcp-remote/dist/proxy.js');

/** The lines of its log that tell a person what went wrong. */
const ERRORS = /^\[\d+\] ((?:Authorization failed|Connection error|Fatal error|Error from remote server)\b.*)$/gm;

/** mcp-remote as desktop clients use it: a program that speaks MCP over stdio, here to SDK v1. */
export const mcpRemote =
  (...options: readonly string[]): Connect =>
  async (url, authorization, { home, env }) => {
    const header = authorization === undefined ? [] : ['--header', `Authorization: ${authorization}`];
    const variables = { PATH: process.env['PATH'], ...env, HOME: home, MCP_REMOTE_CONFIG_DIR: join(home, 'mcp-remote') };
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [PROGRAM, url, ...header, ...options],
      env: Object.fromEntries(Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
      stderr: 'pipe',
    });
    const log = transport.stderr instanceof Readable ? text(transport.stderr) : Promise.resolve('');
    const client = new Client({ name: 'clients', version: '1.0.0' });

    try {
      await client.connect(transport);
    } catch (error) {
      await client.close();
      const lines = [...(await log).matchAll(ERRORS)].map(([, line = '']) => line);
      throw new Error([error instanceof Error ? error.message : String(error), ...new Set(lines)].join(' | '), { cause: error });
    }
    return {
      tools: async () => (await client.listTools()).tools.map(({ name }) => name),
      call: async (name, args) => CallResult.parse(await client.callTool({ name, arguments: args })),
      close: () => client.close(),
    };
  };
