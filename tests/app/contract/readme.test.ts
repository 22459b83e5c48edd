import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { RISKS, type Tool } from '../../../shared/mcp/tool/index.ts';
import { Environment } from '../../../shared/platform/settings/schema.ts';
import { tools } from '../../../tools/index.ts';
import { upToDate } from '../../support/generated.ts';
import { CALLS } from './support/calls.ts';

const BLOCK = /(<!-- tools:begin -->\n)[\s\S]*(<!-- tools:end -->)/;

/** Cloud Storage speaks S3, whose operations have names of their own. */
const S3: Readonly<Record<string, string>> = {
  'GET /': 'ListBuckets',
  'GET /{bucket}?location': 'GetBucketLocation',
  'PUT /{bucket}': 'CreateBucket',
  'GET /{bucket}': 'ListObjects',
  'HEAD /{bucket}/{key}': 'HeadObject',
  'PUT /{bucket}/{key}': 'PutObject',
  'GET /{bucket}/{key}': 'GetObject',
  'DELETE /{bucket}/{key}': 'DeleteObject',
};

/** What a tool asks of Telnyx, as its checked requests show it. One of our own asks nothing itself. */
function operationsOf(tool: string): string {
  const requests = new Set(CALLS.filter((call) => call.tool === tool).flatMap((call) => call.requests));
  return [...requests].map((request) => (request in S3 ? `S3 ${S3[request]}` : `\`${request}\``)).join(', ') || '–';
}

/** The scope of every call, and what some arguments need as well. */
function scopesNeeded({ risk, raises, scopes }: Tool): string {
  const base = RISKS[risk].scope;
  const others = scopes.filter((scope) => scope !== base).map((scope) => `\`${scope}\` too`);
  const names = Object.keys(raises?.by ?? {}).map((name) => `\`${name}\``);
  return [`\`${base}\``, ...others.map((other) => `${other} with ${names.join(', ')}`)].join('; ');
}

/** What the tool does, and the arguments that only this table and the error for an unknown one name. */
function summaryOf({ description, rare = [] }: Tool): string {
  const first = description.replace(/(?<=(\w{2}|\))\.) .*/s, '');
  return rare.length === 0 ? first : `${first} Also takes ${rare.map((name) => `\`${name}\``).join(', ')}.`;
}

const riskOf = ({ risk, raises }: Tool) => (raises ? `${risk}, ${raises.risk}` : risk);

const row = (tool: Tool) =>
  `| \`${tool.name}\` | ${summaryOf(tool)} | ${operationsOf(tool.name)} | ${riskOf(tool)} | ${scopesNeeded(tool)} |`;

function toolTable(): string {
  return ['| tool | what | Telnyx operation | risk | scope |', '|---|---|---|---|---|', ...tools.map(row), ''].join('\n');
}

const TOOLS = 'docs/tools.md';

test(`${TOOLS} lists every tool as it is`, () => {
  const shown = readFileSync(TOOLS, 'utf8');
  expect(shown).toMatch(BLOCK);
  upToDate(TOOLS, shown.replace(BLOCK, `$1${toolTable()}$2`));
});

test('the README names the number of tools: 46 of Telnyx, and those beside them', () => {
  const readme = readFileSync('README.md', 'utf8');
  const numbers = /\b\d+ Telnyx tools(, | and )\d+ more\b/g;
  expect(readme.match(numbers)).toHaveLength(3);
  upToDate('README.md', readme.replaceAll(numbers, `46 Telnyx tools$1${tools.length - 46} more`));
});

/** Set by the platform, not by people. */
const PLATFORM = ['WEBSITE_HOSTNAME', 'WEBSITE_INSTANCE_ID', 'WEBSITE_POD_NAME', 'LEGION_SERVICE_HOST'];

test('docs/settings.md and local.settings.sample.json have every setting that the code reads', () => {
  const reference = readFileSync('docs/settings.md', 'utf8');
  const sample = JSON.parse(readFileSync('local.settings.sample.json', 'utf8')) as { Values: Record<string, string> };
  const settings = Object.keys(Environment.shape).filter((name) => !PLATFORM.includes(name));
  expect(settings.filter((name) => !reference.includes(`\`${name}\``))).toEqual([]);
  expect(settings.filter((name) => !(name in sample.Values))).toEqual([]);
});
