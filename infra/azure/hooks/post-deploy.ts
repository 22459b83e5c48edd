/** After `azd deploy`: waits until the app is ready, and prints the next steps. */
import { connectSteps, REGISTRATION_LEFT } from './next-steps.ts';
import { HookError, readEnvironment, type HookEnvironment } from './environment.ts';
import { retryUntil } from './retry.ts';
import { askReadiness, remediesFor } from './readiness.ts';
import { run } from './run.ts';

function required({ HEALTH_URL: health, MCP_ENDPOINT: endpoint, TEST_PAGE_URL: page }: HookEnvironment): string {
  if (health === undefined || endpoint === undefined || page === undefined) {
    throw new HookError(
      'HEALTH_URL, MCP_ENDPOINT and TEST_PAGE_URL are not set. Run this through azd: azd -C infra deploy, or azd -C infra hooks run postdeploy.',
    );
  }
  return health;
}

const notRegistered = ({ TEST_PAGE_URL: page = '' }: HookEnvironment): string =>
  `It is deployed and runs. One step is left: it is not registered in Entra ID yet, and says so at ${new URL('/', page).href}
The mail for your administrator stands above; azd -C infra hooks run postprovision prints it again.

${REGISTRATION_LEFT}`;

await run(async () => {
  const environment = readEnvironment(process.env);
  const health = required(environment);
  const registered = environment.ENTRA_APP_ID !== undefined || environment.ENTRA_CLIENT_ID !== undefined;
  console.log(`Waiting for ${health}`);
  const { HOOK_PATIENCE_SECONDS: seconds, HOOK_RETRY_SECONDS: between } = environment;
  let failing: readonly string[] = [];
  const last = await retryUntil({ seconds, between, say: console.log }, async () => {
    const attempt = await askReadiness(health);
    failing = attempt.failing ?? [];
    return attempt.unregistered === true && !registered ? { value: undefined } : attempt;
  });
  if ('value' in last) {
    console.log(last.value === undefined ? notRegistered(environment) : connectSteps(environment, last.value));
    return true;
  }
  console.log(`It is deployed, but ${last.pending}.`);
  for (const line of remediesFor(failing)) console.log(line);
  console.log('To check again: azd -C infra hooks run postdeploy');
  return false;
});
