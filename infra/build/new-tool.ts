/** `npm run new-tool -- group/verb-noun`: makes the files of a new tool, with blanks to fill in. */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const INDEX = 'tools/index.ts';
/** Leaves room for the prefix that a client puts before it. */
const LONGEST_NAME = 40;

/** The name of a tool in all its spellings. */
interface Name {
  readonly group: string;
  /** `get-message`: of its files. */
  readonly kebab: string;
  /** `get_message`: as clients see it. */
  readonly snake: string;
  /** `getMessage`: in code. */
  readonly camel: string;
  /** `Get message`. */
  readonly title: string;
}

/** @throws Error that says what is wrong with the name */
function readName(text: string | undefined): Name {
  const [, group, kebab] = /^([a-z]+(?:-[a-z]+)*)\/([a-z]+(?:-[a-z0-9]+)+)$/.exec(text ?? '') ?? [];
  if (group === undefined || kebab === undefined) {
    throw new Error(`"${text ?? ''}" does not name a tool. Give group/verb-noun in small letters, such as messaging/get-message.`);
  }
  const [existing] = globSync([`tools/*/${kebab}.ts`, `tests/tools/${kebab}.ts`])
    .sort()
    .reverse();
  if (existing !== undefined) throw new Error(`${existing.replaceAll('\\', '/')} exists already.`);
  if (kebab.length > LONGEST_NAME) throw new Error(`${kebab} has ${kebab.length} characters; a name may have ${LONGEST_NAME}.`);
  const words = kebab.replaceAll('-', ' ');
  return {
    group,
    kebab,
    snake: kebab.replaceAll('-', '_'),
    camel: kebab.replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase()),
    title: words.charAt(0).toUpperCase() + words.slice(1),
  };
}

const READING = /^(get|list|lookup|search)-/;

function toolText({ kebab, snake, camel, title }: Name): string {
  const reads = READING.test(kebab);
  const lists = kebab.startsWith('list-');
  const imports = ['defineTool', 'field', ...(lists ? ['ListOf', 'pageOf', 'pageQuery', 'paging'] : []), 'path'];
  const request = lists
    ? 'telnyx.get(path`/FILL IN`, { query: pageQuery(input), answer: pageOf(Answer) })'
    : reads
      ? "telnyx.get(path`/FILL IN/${input.id}`, { answer: field.data(Answer, 'id') })"
      : "telnyx.post(path`/FILL IN`, { body: input, answer: field.data(Answer, 'id') })";
  return `import { z } from 'zod';
import { ${imports.join(', ')} } from '../../shared/mcp/tool/index.ts';

// FILL IN: the fields worth having. What is not named here is dropped.
const Answer = z.object({ id: field.text() });

export const ${camel} = defineTool({
  name: '${snake}',
  title: '${title}',
  risk: '${reads ? 'read' : 'write'}',
  description: 'FILL IN: what it does, what it costs or whom it reaches, what comes next. Not what the schema says.',
  input: z.object({ ${lists ? '...paging()' : 'id: field.Uuid'} }),
  output: ${lists ? 'ListOf(Answer)' : 'Answer'},
  run: (input, { telnyx }) => ${request},
});
`;
}

const recordText = ({ group, kebab, camel }: Name) => `import { ${camel} } from '../../tools/${group}/${kebab}.ts';
import { blank, defineRecord } from './support/record.ts';

export const record = defineRecord(${camel}, {
  requests: blank('its request: METHOD /path/template of Telnyx'),
  calls: {
    least: { args: blank('the least call: what it cannot do without') },
    // Delete it where there are no options.
    full: { args: blank('the full call: its options too') },
  },
  refused: { 'a path': blank('hostile calls: what it tries, and how the least call changes') },
  needs: blank('the scope that it needs, such as telnyx.read'),
  // The end-to-end journey: \`after\` names the steps that must come before.
  steps: [{ args: blank('its call there'), shows: blank('what the answer holds') }],
  // Telnyx's own SDK must get the simulator's answer; delete this where another record proves the operation.
  proofs: { 'METHOD /path/template': blank('how the SDK calls it') },
});
`;

/** Adds the import in the order of the alphabet, and the tool behind the last one of its group. */
function withTool(index: string, { group, kebab, camel }: Name): string {
  const [first = '', ...lines] = index.split('\n');
  const end = lines.indexOf('');
  const imports = [...lines.slice(0, end), `import { ${camel} } from './${group}/${kebab}.ts';`];
  const inGroup = imports.flatMap((line) => new RegExp(`\\{ (\\w+) \\} from '\\./${group}/`).exec(line)?.[1] ?? []);
  const rest = lines.slice(end);
  const last = rest.findLastIndex((line) => inGroup.includes(line.trim().replace(/,$/, '')));
  rest.splice(last === -1 ? rest.indexOf('];') : last + 1, 0, `  ${camel},`);
  const path = (line: string) => line.replace(/^.* from /, '');
  return [first, ...imports.sort((one, other) => (path(one) < path(other) ? -1 : 1)), ...rest].join('\n');
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

try {
  const name = readName(process.argv[2]);
  const tool = `tools/${name.group}/${name.kebab}.ts`;
  const record = `tests/tools/${name.kebab}.ts`;
  write(tool, toolText(name));
  write(record, recordText(name));
  writeFileSync(INDEX, withTool(readFileSync(INDEX, 'utf8'), name));
  console.log(`1. The tool: ${tool} (${INDEX} lists it). Fill in what is marked.
2. Its record, which every suite reads: ${record}. Fill in what is marked.
3. Its route in the Telnyx simulator: infra/local/telnyx/routes/.
4. npm run docs, and read what it changes. Then: npx jest tests/app/contract tests/app/e2e/every-tool tests/local/telnyx-sdk`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
