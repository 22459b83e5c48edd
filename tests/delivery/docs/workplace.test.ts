import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';

const text = (path: string) => readFileSync(path, 'utf8');
const json = <Shape extends z.ZodType>(path: string, shape: Shape): z.output<Shape> => shape.parse(JSON.parse(text(path)));

const { scripts, devDependencies } = json(
  'package.json',
  z.object({ scripts: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) }),
);
const Launch = z.object({
  configurations: z.array(z.looseObject({ preLaunchTask: z.string().optional(), program: z.string().optional() })),
});
const Tasks = z.object({ tasks: z.array(z.object({ label: z.string(), type: z.literal('npm'), script: z.string() })) });

test('one version of Node: npm scripts, nvm, the container', () => {
  const major = devDependencies['node']?.split('.')[0];
  expect(text('.nvmrc').trim()).toBe(major);
  expect(json('.devcontainer/devcontainer.json', z.object({ image: z.string() })).image).toMatch(new RegExp(`^node:${major}-`));
});

test('tasks of the editor run npm scripts that exist', () => {
  const { tasks } = json('.vscode/tasks.json', Tasks);
  expect(tasks.filter(({ script }) => !(script in scripts))).toEqual([]);
});

test('the editor starts programs and tasks that exist', () => {
  const labels = json('.vscode/tasks.json', Tasks).tasks.map(({ label }) => label);
  for (const { preLaunchTask, program } of json('.vscode/launch.json', Launch).configurations) {
    if (preLaunchTask !== undefined) expect(labels).toContain(preLaunchTask);
    if (program !== undefined) expect(existsSync(program.replace('${workspaceFolder}/', ''))).toBe(true);
  }
});

test('reviews are asked of the owner that server.json names', () => {
  const [, owner = ''] = /^io\.github\.([^/]+)\//.exec(json('server.json', z.object({ name: z.string() })).name) ?? [];
  const rules = text('.github/CODEOWNERS')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(rules).toEqual([`* @${owner}/maintainers`]);
});

test('issue forms have what GitHub requires of them', () => {
  const Form = z.object({
    name: z.string(),
    description: z.string(),
    body: z
      .array(z.looseObject({ type: z.enum(['markdown', 'textarea', 'input', 'dropdown', 'checkboxes']), id: z.string().optional() }))
      .min(1),
  });
  const forms = readdirSync('.github/ISSUE_TEMPLATE').filter((name) => name !== 'config.yml');
  expect(forms).toEqual(['bug.yml', 'feature.yml']);
  for (const name of forms) {
    const ids = Form.parse(parse(text(`.github/ISSUE_TEMPLATE/${name}`))).body.flatMap(({ id }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  }
});
