import { run } from './running-app.ts';

interface BuiltFunction {
  readonly name: string;
  /** `httpTrigger` or `timerTrigger`. */
  readonly trigger: string;
  readonly route: string | undefined;
  readonly methods: readonly string[];
}

/** @returns what dist/index.cjs registers with the worker. */
export async function functionsOf(env: Readonly<Record<string, string>>): Promise<BuiltFunction[]> {
  const program = run('tests/support/list-functions.ts', [], { ...env, WEBSITE_HOSTNAME: 'localhost:7071' });
  await program.exited;
  return JSON.parse(program.stdout()) as BuiltFunction[];
}
