import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAppOutput, pathOfTemplate } from '../../infra/local/app-output.ts';
import { misspeltNames } from '../../infra/local/setting-names.ts';
import { createTerminalLines } from '../../infra/local/terminal-lines.ts';

const TIME = '2026-11-26T12:01:07.123Z';
const record = (fields: object, level = 'info') => JSON.stringify({ time: TIME, level, ...fields });
const request = (fields: object) => record({ event: 'request', function: 'mcp-stream', method: 'POST', status: 200, ms: 14, ...fields });
const call = (fields: object) => record({ event: 'tool_call', tool: 'send_message', outcome: 'ok', ms: 14.2, ...fields });

const shorten = createTerminalLines({ colours: false, pathOf: (name) => `/${name}` });
/** The columns of the line, without its time, which is that of the machine's zone. */
const columns = (line: string) => shorten(line)?.split(/ {2,}/).slice(1);

describe('a line of the terminal', () => {
  test('of a request is time, method and path, status and milliseconds', () => {
    expect(shorten(request({}))).toMatch(/^\d\d:\d[16]:07 {2}POST \/mcp-stream +200 {2}14 ms$/);
  });

  test('of a tool call is its tool and outcome, once', () => {
    expect(columns(call({}))).toEqual(['tools/call send_message', 'ok', '14 ms']);
    expect(shorten(request({ rpc: 'tools/call', tool: 'send_message' }))).toBeUndefined();
    expect(columns(call({ outcome: 'rate_limited', ms: undefined }))).toEqual(['tools/call send_message', 'rate_limited']);
  });

  test('of an MCP message is its method', () => {
    expect(columns(request({ rpc: 'tools/list' }))).toEqual(['tools/list', '200', '14 ms']);
    expect(columns(request({ rpc: 'tools/call', status: 500, tool: 'send_message' }))).toEqual(['tools/call', '500', '14 ms']);
  });

  test('of a warning or error says which, with words and codes, and nothing about people', () => {
    const fields = { event: 'grant_revoked', subject: 'tenant.person', client: 'hash', reason: 'role_lost', to: '+13125550123' };
    expect(columns(record(fields, 'warn'))).toEqual(['warn', 'grant_revoked', 'reason=role_lost']);
    const off = record({ event: 'guards_off', confirm_off: ['purchase', 'outbound'], duplicates_off: true }, 'warn');
    expect(columns(off)).toEqual(['warn', 'guards_off', 'confirm_off=purchase, outbound', 'duplicates_off=true']);
  });

  test('there is none for other events', () => {
    expect(shorten(record({ event: 'token_issued', subject: 'tenant.person' }))).toBeUndefined();
  });

  test.each(['Listening on http://localhost:1', '[system] words', '{"no":"record"}', '{broken', ''])(
    'what is no record stays: %s',
    (line) => {
      expect(shorten(line)).toBe(line);
    },
  );

  test('has colours only where they are wanted', () => {
    const coloured = createTerminalLines({ colours: true, pathOf: () => '/' });
    // eslint-disable-next-line no-control-regex -- ANSI escapes
    expect(coloured(call({}))).toMatch(/\u001b\[32mok\u001b\[39m/);
    expect(shorten(call({}))).not.toContain('\u001b');
  });
});

test.each([
  ['tokens', '/tokens'],
  ['approvals/{id}', '/approvals/{id}'],
  ['{ignored:maxlength(0)?}', '/'],
  ['{*path}', 'an unknown address'],
])('the template %s is shown as %s', (template, path) => {
  expect(pathOfTemplate(template)).toBe(path);
});

describe('the output of the app', () => {
  const shown: string[] = [];
  beforeEach(() => void (shown.length = 0));
  const print = (text: string, stream: string) => void shown.push(`${stream}: ${text}`);
  const probe = record({ event: 'request', function: 'health-ready', method: 'GET', status: 200, ms: 1 });

  test('on a terminal comes after the banner, with path templates', () => {
    const output = createAppOutput({ terminal: true, colours: false, print });
    output.line('Routes {"approval":"approvals/{id}"}', 'stdout');
    output.line(record({ event: 'request', function: 'approval', method: 'GET', status: 200, ms: 1 }), 'stdout');
    output.line(record({ event: 'guards_off' }, 'warn'), 'stderr');
    expect(shown).toEqual([]);
    output.bannerShown();
    expect(shown).toEqual([
      expect.stringMatching(/^stdout: \S+ {2}GET \/approvals\/\{id\} +200 {2}1 ms$/),
      expect.stringMatching(/^stderr: \S+ {2}warn {2}guards_off$/),
    ]);
  });

  test('elsewhere is the lines themselves, at once', () => {
    const output = createAppOutput({ terminal: false, colours: false, print });
    output.line(probe, 'stdout');
    expect(shown).toEqual([`stdout: ${probe}`]);
  });

  test('leaves out the probe of the program itself, and no other', () => {
    const output = createAppOutput({ terminal: false, colours: false, print });
    output.probing();
    output.line(probe, 'stdout');
    expect(shown).toEqual([]);
    output.line(probe, 'stdout');
    expect(shown).toHaveLength(1);
  });
});

describe('names of settings', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'settings-'));
    const Values = { TELNYX_API_KEY: '', ENTRA_TENANT_ID: '', READ_ONLY: '' };
    writeFileSync(join(root, 'local.settings.sample.json'), JSON.stringify({ Values }));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test.each([
    ['TELNYX_APIKEY', 'TELNYX_API_KEY'],
    ['telnyx_api_key', 'TELNYX_API_KEY'],
    ['READONLY', 'READ_ONLY'],
  ])('%s is no setting, wherever it is, and %s was meant', (name, meant) => {
    const sentence = `${name} is no setting. Did you mean ${meant}?`;
    expect(misspeltNames(root, [name], [])).toEqual([sentence]);
    expect(misspeltNames(root, [], [name])).toEqual([sentence]);
  });

  test('a name like none of ours is told in the file, and in the environment it is somebody else’s', () => {
    expect(misspeltNames(root, ['COLOUR'], ['PATH', 'HOME'])).toEqual(['COLOUR is no setting: nothing reads it.']);
  });

  test('says nothing about settings, and about those of the host', () => {
    expect(misspeltNames(root, ['READ_ONLY', 'FUNCTIONS_WORKER_RUNTIME', 'AzureWebJobsStorage'], ['ENTRA_TENANT_ID'])).toEqual([]);
  });

  test('knows every setting of the project', () => {
    expect(misspeltNames(process.cwd(), ['TELNYX_API_KEY', 'TABLES_URL', 'QUIET_HOURS'], [])).toEqual([]);
  });
});
