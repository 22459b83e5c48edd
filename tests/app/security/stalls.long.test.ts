import { expect, test } from '@jest/globals';
import { login, useApp } from '../../support/index.ts';
import { measureStalls } from '../../support/stalls.ts';

const app = useApp();
const MOST_MS = 1_000;

test('D2: no message, however wide, holds up another request for a second', async () => {
  const { stalls } = await measureStalls(app, await login(app), 2, MOST_MS);
  expect(stalls.length).toBeGreaterThan(30);
  expect(stalls.filter(({ othersMs }) => othersMs >= MOST_MS)).toEqual([]);
  // Whatever is far too wide is refused as such, and the rest is let in.
  expect(stalls.filter(({ tooWide, isRefused }) => tooWide !== isRefused)).toEqual([]);
  expect(app.host.child.exitCode).toBeNull();
}, 180_000);
