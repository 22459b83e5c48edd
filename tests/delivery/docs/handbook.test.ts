import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { Environment } from '../../../shared/platform/settings/schema.ts';

const WholeNumber = z.object({ type: z.literal('integer'), default: z.number(), minimum: z.number(), maximum: z.number() });

describe('the handbook', () => {
  const text = readFileSync('infra/azure/HANDBOOK.md', 'utf8');
  const rows = text.split('\n').filter((line) => line.startsWith('| '));

  test('explains every query', () => {
    const queries = readdirSync('infra/azure/queries').filter((name) => name.endsWith('.kql'));
    expect(queries.length).toBeGreaterThan(0);
    expect(queries.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  test('explains every alert', () => {
    const template = readFileSync('infra/azure/modules/alerts.bicep', 'utf8');
    const alerts = [...template.matchAll(/^ +name: '([a-z-]+)'\n +title:/gm)].map(([, name = '']) => name);
    expect(alerts.length).toBeGreaterThan(0);
    expect(alerts.filter((name) => !rows.some((row) => row.startsWith(`| \`${name}\` |`)))).toEqual([]);
  });

  test('knows what azd deploys where nothing else is chosen', () => {
    const parameters = readFileSync('infra/azure/main.parameters.json', 'utf8');
    const defaults = [...parameters.matchAll(/\$\{((?:ALERT|LOG|VAULT|PROBE|HTTP|MAXIMUM)_\w+)=(\d+)\}/g)];
    expect(defaults.length).toBeGreaterThan(0);
    const lines = text.split('\n');
    const told = (name: string, value: string) =>
      lines.some((line) => line.includes(`\`${name}\``) && new RegExp(`\\b${value}\\b`).test(line));
    expect(defaults.filter(([, name = '', value = '']) => !told(name, value)).map(([each]) => each)).toEqual([]);
  });

  test('gives the default and the bounds of every setting that is a number', () => {
    const schema = z.toJSONSchema(Environment, { io: 'output', unrepresentable: 'any' });
    const numbers = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
      const { success, data } = WholeNumber.safeParse(property);
      return success ? [{ name, words: `${data.default} (${data.minimum} to ${data.maximum})` }] : [];
    });
    expect(numbers.length).toBeGreaterThan(0);
    const told = numbers.filter((each) => [' ', ' | '].some((gap) => text.includes(`\`${each.name}\`${gap}${each.words}`)));
    expect(told).toEqual(numbers);
  });

  test('names every secret of the vault and every role of a person', () => {
    const names = ['telnyx-api-key', 'mcp-signing-keys', 'mcp-seal-keys', 'Reader', 'Operator', 'Manager', 'Owner'];
    expect(names.filter((name) => !text.includes(name))).toEqual([]);
  });
});
