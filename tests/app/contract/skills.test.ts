import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { skillEntry } from '@modelcontextprotocol/server/ext/skills';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { parse } from 'yaml';
import { SKILL_TEXTS } from '../../../shared/mcp/skill-texts.ts';
import { tools } from '../../../tools/index.ts';

const FILES = globSync('docs/skills/**/*')
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.\w+$/.test(path));
const SKILLS = FILES.filter((path) => basename(path) === 'SKILL.md').map((path) => {
  const text = readFileSync(path, 'utf8');
  return { name: basename(dirname(path)), text, body: text.split('---\n').slice(2).join('---\n') };
});

/** Of a file: what a model reads of it at once. */
const MOST_LINES = 60;
const MOST_TOKENS = 900;

test('the six skills are the files of docs/skills, and no other file is with them', () => {
  const names = ['assistant-that-answers', 'buy-and-set-up-a-number', 'call-and-report', 'may-i-text', 'text-and-wait', 'what-did-i-spend'];
  expect(SKILLS.map(({ name }) => name).sort()).toEqual(names);
  expect(SKILL_TEXTS.map(({ name }) => name)).toEqual(names);
  expect(FILES.filter((path) => basename(path) !== 'SKILL.md')).toEqual(['docs/skills/README.md']);
});

describe.each(SKILLS)('the skill $name', ({ name, text, body }) => {
  test('MCP26-SKILL-4: keeps the rules of Agent Skills', async () => {
    // Throws for each rule that is broken.
    const { frontmatter } = await skillEntry(name, { 'SKILL.md': text });
    // The SDK reads a part of YAML; others read all of it.
    expect(parse(text.split('---\n')[1] ?? '')).toEqual(frontmatter);
    // Others are left alone: allowed-tools would let a tool send without asking.
    expect(Object.keys(frontmatter)).toEqual(['name', 'description']);
    expect(frontmatter.name).toBe(name);
    // Claude: no markup, neither of two words in a name, and for an upload no more characters than this.
    expect(frontmatter.description.length).toBeLessThanOrEqual(200);
    expect(`${name} ${frontmatter.description}`).not.toMatch(/[<>]/);
    expect(name).not.toMatch(/claude|anthropic/);
    expect(frontmatter.description).toMatch(/ Use (when|before|for) /);
  });

  test('is short', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(MOST_LINES);
    expect(countTokens(text)).toBeLessThanOrEqual(MOST_TOKENS);
  });

  test('is served only beside tools that its steps name', () => {
    const { needs = [] } = SKILL_TEXTS.find((skill) => skill.name === name) ?? {};
    expect(needs.length).toBeGreaterThan(0);
    for (const needed of needs) expect(text).toContain(`\`${needed}\``);
  });

  test('gives every tool arguments that it takes', async () => {
    const examples = examplesIn(body);
    expect(examples.length).toBeGreaterThan(0);
    for (const { tool, args } of examples) await expect(problemWith(tool, args)).resolves.toBeUndefined();
  });

  test('calls nothing by a name that the tools do not have', async () => {
    const words = marked(body).filter((mark) => /^[a-z][a-z0-9]*([_-][a-z0-9]+)*$/.test(mark));
    const named = tools.filter((tool) => words.includes(tool.name));
    const known = named.map(({ description, inputSchema, outputSchema, rare = [] }) =>
      JSON.stringify([description, inputSchema, outputSchema, rare]),
    );
    const isKnown = (word: string) => known.some((shown) => wordsOf(shown).has(word));
    const strange = words.filter((word) => !named.some((tool) => tool.name === word) && word !== APPROVAL && !isKnown(word));
    for (const period of strange) expect([period, await problemWith('get_spend', { period })]).toEqual([period, undefined]);
  });
});

test.each([
  ['a tool that is not there', '1. `send_massage` with `{"to": "+13125550111"}`.', 'no tool'],
  ['an argument that is not there', '1. `send_message` with `{"two": "+13125550111"}`.', 'to'],
  ['a value that is not taken', '1. `wait_for` with `{"seconds": 500}`.', 'seconds'],
  ['a call inside a preview', '1. `preview_action` with `{"tool": "send_message", "arguments": "{\\"two\\": 1}"}`.', 'to'],
])('%s would be found', async (_what, body, word) => {
  const [example] = examplesIn(body);
  expect(await problemWith(example?.tool ?? '', example?.args ?? {})).toContain(word);
});

/** A member of answers that want an approval, whatever the tool. */
const APPROVAL = 'needs_approval';

const marked = (body: string) => [...body.matchAll(/`([^`]+)`/g)].map(([, mark = '']) => mark);
const wordsOf = (shown: string) => new Set(shown.match(/[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*/g));

interface Example {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** The arguments in a body, each with the tool that was named last before it. `"name": value` is one of several arguments. */
function examplesIn(body: string): Example[] {
  let tool = '';
  return marked(body).flatMap((mark) => {
    if (/^[a-z]+(_[a-z]+)+$/.test(mark) && (isTool(mark) || !isMember(mark))) tool = mark;
    if (mark.startsWith('{')) return [{ tool, args: filledIn(mark) }];
    return mark.startsWith('"') ? [{ tool, args: { ...LEAST[tool], ...filledIn(`{${mark}}`) } }] : [];
  });
}

const isTool = (word: string) => tools.some(({ name }) => name === word);
const isMember = (word: string) => word === APPROVAL || tools.some((tool) => wordsOf(JSON.stringify(tool)).has(word));

/** What a call with one more argument has besides. */
const LEAST: Readonly<Record<string, object>> = {
  create_call: { from: '+13125550100', to: ['+13125550111'], say: 'Hello.' },
  create_assistant: { name: 'Front desk', instructions: 'You answer.' },
};

const UUID = '5a460f7d-f8fc-4d6c-acf2-3f66bf22f51b';
/** Argument → what may stand where a skill has `<…>`. */
const SAMPLES: Readonly<Record<string, string>> = {
  id: UUID,
  message_id: UUID,
  messaging_profile_id: UUID,
  profile_ids: UUID,
  connection_id: '1293384261075731503',
  call_control_id: 'v3:pV6lsw6rxorJ9TthQd3id',
  assistant_id: 'assistant-8b5b0731-93e4-40d7-854b-e0549f84eb8f',
  instructions: 'You answer for Miller Dental.',
};

function filledIn(json: string): Record<string, unknown> {
  const sample = (key: string, value: unknown): unknown =>
    Array.isArray(value) ? value.map((one) => sample(key, one)) : isBlank(value) ? (SAMPLES[key] ?? value) : value;
  return JSON.parse(json, (key, value: unknown) => sample(key, value)) as Record<string, unknown>;
}

const isBlank = (value: unknown) => typeof value === 'string' && /^<.*>$/.test(value);

/** @returns what is wrong with the arguments of a call, or undefined */
async function problemWith(name: string, args: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  const tool = tools.find((one) => one.name === name);
  if (!tool) return `no tool ${name}`;
  try {
    await tool.parse(args);
  } catch (error) {
    return `${name}: ${String(error)}`;
  }
  const { tool: previewed, arguments: inner } = args;
  const isPreview = name === 'preview_action' && typeof previewed === 'string' && typeof inner === 'string';
  return isPreview ? problemWith(previewed, JSON.parse(inner) as Record<string, unknown>) : undefined;
}
