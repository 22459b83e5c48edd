import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { RISKS, type Tool } from '../../shared/tool/index.ts';
import { Environment } from '../../shared/settings/schema.ts';
import { tools } from '../../tools/index.ts';

const BLOCK = /(<!-- tools:begin -->\n)[\s\S]*(<!-- tools:end -->)/;

const row = ({ name, description, risk }: Tool) =>
  `| \`${name}\` | ${description.replace(/(?<=[a-z)]\.) [A-Z"].*/s, '')} | ${risk} | \`${RISKS[risk].scope}\` |`;

function toolTable(): string {
  return ['| tool | what | risk | scope |', '|---|---|---|---|', ...tools.map(row), ''].join('\n');
}

test('the README lists every tool as it is', () => {
  const readme = readFileSync('README.md', 'utf8');
  const wanted = readme.replace(BLOCK, `$1${toolTable()}$2`);
  if (process.env['UPDATE_README']) writeFileSync('README.md', wanted);
  else expect(readme).toBe(wanted);
});

test('the README names the number of tools', () => {
  expect(readFileSync('README.md', 'utf8')).toContain(`(${tools.length} tools)`);
});

/** Set by the platform, not by people. */
const PLATFORM = ['WEBSITE_HOSTNAME', 'WEBSITE_INSTANCE_ID'];

test('README and local.settings.sample.json know every setting that the code reads', () => {
  const readme = readFileSync('README.md', 'utf8');
  const sample = JSON.parse(readFileSync('local.settings.sample.json', 'utf8')) as { Values: Record<string, string> };
  const settings = Object.keys(Environment.shape).filter((name) => !PLATFORM.includes(name));
  expect(settings.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  expect(settings.filter((name) => !(name in sample.Values))).toEqual([]);
});
