import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { connectableClients } from '../../../shared/pages/connect/clients.ts';
import { MESSAGES_API } from '../../../shared/pages/clients/index.ts';
import { clientConfiguration } from '../../../shared/pages/token/client-configuration.ts';

const URL_IN_DOCS = 'https://…/mcp/stream';
const snippetsOf = (clients: readonly { readonly snippets?: readonly { readonly text: string }[] }[]) =>
  clients.flatMap(({ snippets = [] }) => snippets.map(({ text }) => text));
const BY_URL = snippetsOf(connectableClients(URL_IN_DOCS, false));
const WITH_TOKEN = snippetsOf(clientConfiguration(URL_IN_DOCS, '<token>'));

/** Programs of clients, as the beginning of a command. */
const COMMAND = /^(?:claude|codex|gemini|agy|npx) /;
/** The documents tell it in a sentence. */
const ASKS = /^read -rs TELNYX_TOKEN && (?:export TELNYX_TOKEN && )?/;
const SETTINGS = /^\{"(?:servers|mcpServers|context_servers|mcp_servers)"/;

const commandsIn = (texts: readonly string[]) =>
  texts
    .flatMap((text) =>
      text
        .replace(/ \\\n\s*/g, ' ')
        .replace(ASKS, '')
        .split('\n'),
    )
    .filter((line) => COMMAND.test(line));
const settingsIn = (texts: readonly string[]) => texts.filter((text) => text.startsWith('{')).map((text): unknown => JSON.parse(text));

/** What the documents show of a request: the members that are about this server. */
const connectors = WITH_TOKEN.flatMap((text) => {
  const [, body] = /^curl https:\/\/api\.anthropic\.com.*-d '(.*)'$/s.exec(text) ?? [];
  if (body === undefined) return [];
  const { mcp_servers: servers, tools } = JSON.parse(body) as Record<string, unknown>;
  return [{ mcp_servers: servers, tools }];
});

const codeIn = (path: string) => [...readFileSync(path, 'utf8').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
const shownSettings = (path: string) =>
  codeIn(path)
    .filter((code) => SETTINGS.test(code))
    .map((code): unknown => JSON.parse(code));
const shownCommands = (path: string) => codeIn(path).filter((code) => COMMAND.test(code));

describe.each(['README.md', 'docs/clients.md'])('%s', (path) => {
  test('shows only commands that the pages show', () => {
    expect(shownCommands(path).length).toBeGreaterThan(1);
    expect(shownCommands(path).filter((command) => !commandsIn([...BY_URL, ...WITH_TOKEN]).includes(command))).toEqual([]);
  });

  test('shows only settings that the pages show', () => {
    const known = [...settingsIn([...BY_URL, ...WITH_TOKEN]), ...connectors];
    expect(shownSettings(path).length).toBeGreaterThan(1);
    for (const settings of shownSettings(path)) expect(known).toContainEqual(settings);
  });
});

describe('docs/clients.md', () => {
  const path = 'docs/clients.md';

  test('has every command of the pages', () => {
    expect(commandsIn([...BY_URL, ...WITH_TOKEN]).filter((command) => !shownCommands(path).includes(command))).toEqual([]);
  });

  test('has the settings of every client that connects by URL', () => {
    // Gemini CLI is connected by a command; its file is named by its key alone.
    const files = settingsIn(BY_URL).filter((settings) => !JSON.stringify(settings).includes('httpUrl'));
    for (const settings of files) expect(shownSettings(path)).toContainEqual(settings);
    expect(codeIn(path)).toContain('httpUrl');
  });

  test('names the headers of the Messages API', () => {
    const text = readFileSync(path, 'utf8');
    expect(new Set(text.match(/mcp-client-\d{4}-\d\d-\d\d/g))).toEqual(new Set(Object.values(MESSAGES_API)));
  });
});
