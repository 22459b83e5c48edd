/** After `azd deploy`: waits until the app is ready, and prints the next steps. */
import { connectSteps, entraSteps } from './next-steps.ts';
import { HookError, readEnvironment, type HookEnvironment } from './environment.ts';
import { retryUntil } from './retry.ts';
import { askReadiness, remediesFor } from './readiness.ts';
import { run } from './run.ts';

function required({ HEALTH_URL: health, MCP_ENDPOINT: endpoint }: HookEnvironment): string {
  if (health === undefined || endpoint === undefined) {
    throw new HookError('HEALTH_URL and MCP_ENDPOINT are not set. Run this through azd: azd deploy, or azd hooks run postdeploy.');
  }
  return health;
}

await run(async () => {
  const environment = readEnvironment(process.env);
  const health = required(environment);
  if (environment.ENTRA_CLIENT_ID === undefined) {
    console.log(entraSteps(environment));
    return true;
  }
  console.log(`Waiting for ${health}`);
  const { HOOK_PATIENCE_SECONDS: seconds, HOOK_RETRY_SECONDS: between } = environment;
  let failing: readonly string[] = [];
  const last = await retryUntil({ seconds, between, say: console.log }, async () => {
    const attempt = await askReadiness(health);
    failing = attempt.failing ?? [];
    return attempt;
  });
  if ('value' in last) {
    console.log(connectSteps(environment, last.value));
    return true;
  }
  console.log(`It is deployed, but ${last.pending}.`);
  for (const line of remediesFor(failing)) console.log(line);
  console.log('To check again: azd hooks run postdeploy');
  return false;
});
