/** A program: loads the built app as the worker does and prints what it registers, as JSON. */
import { loadApp } from '../../infra/local/host/load-app.ts';
import { installCoreModule } from '../../infra/local/host/core-module.ts';

const coreModule = installCoreModule(() => undefined);
await loadApp(process.cwd(), coreModule);
const list = [...coreModule.functions.values()].map(({ metadata: { name, bindings } }) => {
  const trigger = Object.values(bindings).find(({ type }) => type?.endsWith('Trigger') === true);
  return { name, trigger: trigger?.type, route: trigger?.route, methods: (trigger?.methods ?? []).map((method) => method.toUpperCase()) };
});
process.stdout.write(`${JSON.stringify(list)}\n`, () => process.exit(0));
