/** The table in LICENCES.md: the packages of the runtime tree and their licences. */
import type { RuntimePackage } from './runtime-tree.ts';

interface Row extends RuntimePackage {
  readonly shipped: boolean;
}

/**
 * @param bundled folders of the packages in the bundle
 * @returns Markdown, a row for each version of a package
 */
export function licenceTable(tree: readonly RuntimePackage[], bundled: readonly string[]): string {
  const rows = new Map<string, Row>();
  for (const each of tree) {
    const key = `${each.name} ${each.version}`;
    rows.set(key, { ...each, shipped: bundled.includes(each.folder) || rows.get(key)?.shipped === true });
  }
  const sorted = [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
  const shipped = sorted.filter((row) => row.shipped);
  return [
    `${sorted.length} packages come with the dependencies of the app (${sum(sorted)}). Code of ${shipped.length} of them is in the bundle, and so in what is deployed (${sum(shipped)}).`,
    '',
    '| package | version | licence | in the bundle |',
    '|---|---|---|---|',
    ...sorted.map(({ name, version, licence, shipped: isShipped }) => `| ${name} | ${version} | ${licence} | ${isShipped ? 'yes' : ''} |`),
    '',
  ].join('\n');
}

/** Such as "MIT 164, Apache-2.0 15". */
function sum(rows: readonly Row[]): string {
  const byLicence = [...Map.groupBy(rows, ({ licence }) => licence)].map(([licence, { length }]) => ({ licence, length }));
  byLicence.sort((one, other) => other.length - one.length || (one.licence < other.licence ? -1 : 1));
  return byLicence.map(({ licence, length }) => `${licence} ${length}`).join(', ');
}
