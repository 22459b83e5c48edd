/** Before `azd provision`: who registers the app in Entra ID, and with REGISTER_APP=script the first half of it. */
import { keepInEnvironment } from './azd.ts';
import { runEntraScript } from './entra-script.ts';
import { HookError, readEnvironment, uniqueNameOf, type HookEnvironment } from './environment.ts';
import { openGraph } from './graph.ts';
import { askRight, type Right } from './right-to-register.ts';
import { run } from './run.ts';

const MAY_FAIL = `Entra ID: whether you may register applications cannot be asked, so the deployment tries it. If it ends with
Authorization_RequestDenied, somebody else has to: azd -C infra env set REGISTER_APP no, then azd -C infra up.`;

/** Uses the registration as it is, from now on. */
async function keep(environment: HookEnvironment, clientId: string, why: string): Promise<void> {
  await keepInEnvironment(environment, 'ENTRA_CLIENT_ID', clientId);
  console.log(`Entra ID: ${why} The registration ${clientId} stays in use, and is not changed.`);
}

const ask = async (environment: HookEnvironment): Promise<Right> => {
  try {
    return await askRight(await openGraph(environment), uniqueNameOf(environment));
  } catch {
    return { right: 'unknown' };
  }
};

/** What to do where nobody said. */
async function decide(environment: HookEnvironment): Promise<void> {
  const answer = await ask(environment);
  if (answer.right === 'keep') {
    await keep(environment, answer.clientId, 'you may not change the registration of this environment.');
  } else if (answer.right === 'unknown') {
    console.log(MAY_FAIL);
  } else if (answer.right === 'register') {
    console.log('Entra ID: the deployment registers the app, or brings its registration up to date.');
  } else if (environment.ENTRA_APP_ID !== undefined) {
    await keep(environment, environment.ENTRA_APP_ID, 'you may not register applications.');
  } else {
    await keepInEnvironment(environment, 'REGISTER_APP', 'no');
    console.log(
      'Entra ID: you may not register applications in this tenant. The deployment goes on without, and prints what to send to your administrator.',
    );
  }
}

async function runScript(environment: HookEnvironment): Promise<void> {
  const uniqueName = uniqueNameOf(environment);
  if (uniqueName === undefined) throw new HookError('The subscription is not known yet. Run azd -C infra up, which asks for it first.');
  const clientId = await runEntraScript(['--unique-name', uniqueName, '--before-deployment']);
  await keepInEnvironment(environment, 'SCRIPT_CLIENT_ID', clientId);
}

await run(async () => {
  const environment = readEnvironment(process.env);
  const { ENTRA_CLIENT_ID: given, ENTRA_APP_ID: used, REGISTER_APP: who = '' } = environment;
  if (given !== undefined) console.log(`Entra ID: the registration ${given} is used, and not changed.`);
  else if (who === '') await decide(environment);
  else if (who === 'script') await runScript(environment);
  // Without this the app would forget its registration.
  else if (who === 'no' && used !== undefined) await keep(environment, used, 'REGISTER_APP is no.');
  return true;
});
