import { citedIn } from './citations.ts';
import type { Requirement } from './manifest/index.ts';

const HEAD = `# Requirements and the tests that show them

Made from tests/app/requirements/manifest and from the names of the tests: \`npm run docs\`. After
\`npm test\` and after \`npm run test:long\` a gate fails for an id that no passing test cites (tests/app/requirements/gate.ts).
`;

/** @returns a table for each source, in Markdown. */
export function listOf(requirements: readonly Requirement[], files: ReadonlyMap<string, string>): string {
  const places = new Map<string, string[]>();
  for (const [path, text] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    for (const id of citedIn(text)) places.set(id, [...(places.get(id) ?? []), path]);
  }
  const row = ({ id, says, planned }: Requirement) =>
    `| ${id} | ${says} | ${planned === undefined ? (places.get(id) ?? []).map(linked).join(', ') : `planned: ${planned}`} |`;
  const sources = [...new Set(requirements.map(({ source }) => source))];
  const tables = sources.map((source) => {
    const rows = requirements.filter((each) => each.source === source).map(row);
    return [`## ${source}`, '', '| id | what | where |', '|---|---|---|', ...rows, ''].join('\n');
  });
  return [HEAD, ...tables].join('\n');
}

const linked = (path: string) => `[${path}](../../${path})`;
