import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityProblems } from './accessibility.ts';

/** A telephone and a screen, by day and by night. */
export const WINDOWS = [
  { width: 360, height: 740, colorScheme: 'light' },
  { width: 360, height: 740, colorScheme: 'dark' },
  { width: 1280, height: 860, colorScheme: 'light' },
  { width: 1280, height: 860, colorScheme: 'dark' },
] as const;

/** Pictures for people to look at, in the folder SCREENSHOT_DIR where that is set. */
async function picture(page: Page, name: string): Promise<void> {
  const { SCREENSHOT_DIR } = process.env;
  if (SCREENSHOT_DIR) await page.screenshot({ path: join(SCREENSHOT_DIR, `${name}.png`), fullPage: true });
}

/** Expects that a page fits, is legible and well-formed, and takes its picture. */
export async function expectGoodLook(page: Page, name: string): Promise<void> {
  await page.waitForLoadState();
  await picture(page, name);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const problems = [...(await accessibilityProblems(page)), ...(overflow > 0 ? [`${overflow} px too wide`] : [])];
  expect({ name, problems }).toEqual({ name, problems: [] });
}
