import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';

const Script = z.strictObject({ shell: z.enum(['sh', 'pwsh']), run: z.string(), interactive: z.boolean().optional() });
const Hook = z.strictObject({ posix: Script, windows: Script });

/** The members that we use of the schema of azure.yaml (Azure/azure-dev, schemas/v1.0). */
const Project = z.strictObject({
  name: z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/),
  metadata: z.strictObject({ template: z.string() }),
  requiredVersions: z.strictObject({ azd: z.string() }),
  infra: z.strictObject({ provider: z.literal('bicep'), path: z.string(), module: z.string() }),
  services: z.strictObject({
    api: z.strictObject({
      host: z.literal('function'),
      language: z.literal('custom'),
      project: z.string(),
      dist: z.string(),
      remoteBuild: z.literal(false),
      hooks: z.strictObject({ prepackage: Hook }),
    }),
  }),
  hooks: z.strictObject({ preprovision: Hook, postprovision: Hook, postdeploy: Hook }),
});

const project = Project.parse(parse(readFileSync('infra/azure.yaml', 'utf8')));
const { api } = project.services;

describe('infra/azure.yaml', () => {
  test('names templates that are there', () => {
    expect(existsSync(join('infra', project.infra.path, `${project.infra.module}.bicep`))).toBe(true);
    expect(existsSync(join('infra', project.infra.path, `${project.infra.module}.parameters.json`))).toBe(true);
  });

  test('deploys the folder that infra/build/package-app.ts makes', () => {
    expect(join('infra', api.project)).toBe('.');
    // azd takes `dist` of a custom language relative to the folder that it runs in, which is infra.
    expect(join('infra', api.dist)).toBe('.package');
    expect(readFileSync('infra/build/package-app.ts', 'utf8')).toContain("default: '.package'");
  });

  test.each([
    ['prepackage', api.hooks.prepackage, join('infra', api.project)],
    ['preprovision', project.hooks.preprovision, 'infra'],
    ['postprovision', project.hooks.postprovision, 'infra'],
    ['postdeploy', project.hooks.postdeploy, 'infra'],
  ])('%s is there for both kinds of shell', (_name, { posix, windows }, folder) => {
    expect([posix.shell, windows.shell]).toEqual(['sh', 'pwsh']);
    expect(windows.run).toBe(posix.run.replace(/\.sh$/, '.ps1'));
    accessSync(join(folder, posix.run), constants.X_OK);
    accessSync(join(folder, windows.run), constants.R_OK);
  });

  test('lets the hook that asks for the Telnyx key have the terminal', () => {
    expect(project.hooks.postprovision).toMatchObject({ posix: { interactive: true }, windows: { interactive: true } });
  });

  test('the hooks read only what the template gives and what azd env set may set', () => {
    const outputs = new Set([...readFileSync('infra/azure/main.bicep', 'utf8').matchAll(/^output (\w+)/gm)].map(([, name]) => name));
    const parameters = readFileSync('infra/azure/main.parameters.json', 'utf8');
    const read = [...readFileSync('infra/azure/hooks/environment.ts', 'utf8').matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name = '']) => name);
    const ofAzd = ['AZURE_SUBSCRIPTION_ID', 'AZURE_TENANT_ID'];
    const unknown = read.filter(
      (name) => !outputs.has(name) && !ofAzd.includes(name) && !parameters.includes(`\${${name}`) && !name.startsWith('HOOK_'),
    );
    expect(read).toContain('KEY_VAULT_NAME');
    expect(unknown).toEqual([]);
  });
});

describe('server.json', () => {
  const Input = z.strictObject({ description: z.string(), isRequired: z.boolean(), placeholder: z.string() });
  /** The members that we use of the schema of the MCP registry (2025-12-11). */
  const Server = z.strictObject({
    $schema: z.literal('https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json'),
    name: z
      .string()
      .max(200)
      .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
    title: z.string().min(1).max(100),
    description: z.string().min(1).max(100),
    version: z.string(),
    remotes: z.tuple([z.strictObject({ type: z.literal('streamable-http'), url: z.string(), variables: z.record(z.string(), Input) })]),
  });
  const server = Server.parse(JSON.parse(readFileSync('server.json', 'utf8')));

  test('has the version of package.json', () => {
    expect(server.version).toBe(z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8'))).version);
  });

  test('explains every variable of the URL, which is an https one when they are filled in', () => {
    const [{ url, variables }] = server.remotes;
    expect([...url.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(Object.keys(variables));
    const filled = url.replace(/\{(\w+)\}/g, (_all, name: string) => variables[name]?.placeholder ?? '');
    expect(new URL(filled)).toMatchObject({ protocol: 'https:', pathname: '/mcp/stream' });
  });
});
