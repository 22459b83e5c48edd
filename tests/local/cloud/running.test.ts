import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { publishRunning, readRunning } from '../../../infra/local/running.ts';

const RUNNING = { url: 'http://localhost:7071', env: { KEY_VAULT_URL: 'http://127.0.0.1:1' } };

let folder = '';
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'running-')), 'state');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const write = (text: string) => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'running.json'), text);
};

async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('the state file of npm start', () => {
  test('says what runs until it is taken back, to its owner only', () => {
    expect(readRunning(folder)).toBeUndefined();
    const unpublish = publishRunning(RUNNING, folder);

    expect(readRunning(folder)).toEqual({ pid: process.pid, ...RUNNING });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'running.json')).mode & 0o777).toBe(0o600);
    unpublish();
    expect(readRunning(folder)).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of a process that has ended is ignored', async () => {
    write(JSON.stringify({ pid: await endedPid(), ...RUNNING }));
    expect(readRunning(folder)).toBeUndefined();
  });

  test('of another process is not taken back', () => {
    const unpublish = publishRunning(RUNNING, folder);
    writeFileSync(join(folder, 'running.json'), JSON.stringify({ pid: process.ppid, ...RUNNING }));
    unpublish();
    expect(readRunning(folder)).toEqual({ pid: process.ppid, ...RUNNING });
  });

  test.each(['', 'no json', '{}', '{"pid":0,"url":"http://localhost:1","env":{}}', '{"pid":-1,"url":"http://localhost:1","env":{}}'])(
    'that is not one is ignored: %s',
    (text) => {
      write(text);
      expect(readRunning(folder)).toBeUndefined();
    },
  );
});
