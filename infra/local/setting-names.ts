/** Finds misspelt names of settings: nothing reads them, and the app then runs on a stand-in where one believes to use the real service. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Sample = z.object({ Values: z.record(z.string(), z.string()) });

/** Settings of the Functions host and its platform, which the app does not list. */
const OF_THE_HOST = /^(?:AzureWebJobs|AzureFunctions|FUNCTIONS_|WEBSITE_|SCM_|APPLICATIONINSIGHTS_|NODE_|languageWorkers)/i;

/** Slips that still mean the same name. */
const MOST_SLIPS = 2;

/** All names of settings: local.settings.sample.json has every one. */
function settingNames(root: string): string[] {
  return Object.keys(Sample.parse(JSON.parse(readFileSync(join(root, 'local.settings.sample.json'), 'utf8'))).Values);
}

/** Characters to add, drop or change (Levenshtein distance), whatever their case. */
function slipsBetween(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, character] of Array.from(one.toUpperCase()).entries()) {
    const current = [row + 1];
    for (const [column, wanted] of Array.from(other.toUpperCase()).entries()) {
      const change = (above[column] ?? 0) + (character === wanted ? 0 : 1);
      current.push(Math.min(change, (above[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    above = current;
  }
  return above.at(-1) ?? 0;
}

function nearest(name: string, known: readonly string[]): string | undefined {
  const candidates = known.filter((each) => Math.abs(each.length - name.length) <= MOST_SLIPS);
  const [best] = candidates
    .map((each) => ({ each, slips: slipsBetween(name, each) }))
    .filter(({ slips }) => slips <= MOST_SLIPS)
    .sort((one, other) => one.slips - other.slips);
  return best?.each;
}

/**
 * @param fileNames of local.settings.json, where each name is meant for this app
 * @param environmentNames where only a name that is nearly one of ours is
 * @returns one sentence for each name that is no setting
 */
export function misspeltNames(root: string, fileNames: readonly string[], environmentNames: readonly string[]): string[] {
  const known = settingNames(root);
  const names = new Set(known);
  const ofFile = new Set(fileNames);
  return [...new Set([...fileNames, ...environmentNames])].flatMap((name) => {
    if (names.has(name)) return [];
    const near = nearest(name, known);
    if (near !== undefined) return [`${name} is no setting. Did you mean ${near}?`];
    return ofFile.has(name) && !OF_THE_HOST.test(name) ? [`${name} is no setting: nothing reads it.`] : [];
  });
}
