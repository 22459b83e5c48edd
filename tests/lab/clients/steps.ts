import type { CallResult } from '../../app/e2e/clients/client-libraries.ts';
import { callWithMoreScope, callWithoutScope } from './scope-steps.ts';
import type { StepName } from './step-order.ts';
import { failureOf, must, saying, sendOnce, sessionOf, textOf, type Step, type ClientRun } from './client-run.ts';

const REFUSED = /\b401\b|unauthorized|invalid_token|auth_required|authorization failed|declined/i;

/** The app refuses a connection, and the client says so. */
async function isRefused(run: ClientRun, authorization: string | undefined): Promise<string> {
  const { environment, connect } = run;
  environment.person.will('deny');
  let failure = '';
  const wire = await environment.tap.during(async () => {
    failure = await failureOf(connect(environment.endpoint, authorization, await environment.computer()));
  });
  const refusal = wire.find(({ status }) => status === 401);
  must(refusal?.challenge.includes('resource_metadata=') === true, 'There was no 401 with a challenge');
  return saying(failure, REFUSED);
}

const STEPS: Readonly<Record<StepName, Step>> = {
  async connect(run) {
    const { row, environment, connect, computer } = run;
    environment.person.will('allow');
    const before = environment.person.opened;
    run.session = await connect(environment.endpoint, row.login === 'token' ? `Bearer ${environment.tokens.owner}` : undefined, computer);
    const asked = environment.person.opened - before;
    must(asked === (row.login === 'OAuth' ? 1 : 0), `The person was asked ${asked} times`);
    return asked === 0 ? 'with a pasted token' : 'after one look at the consent page';
  },

  async list(run) {
    const { row, environment } = run;
    let listed: readonly string[] = [];
    const wire = await environment.tap.during(async () => {
      listed = await sessionOf(run).tools();
    });
    must(
      JSON.stringify(listed.toSorted()) === JSON.stringify(environment.tools.toSorted()),
      `${listed.length} tools instead of ${environment.tools.length}`,
    );
    const versions = new Set(wire.filter(({ rpc }) => rpc === 'tools/list').map(({ version }) => version));
    must(versions.size === 1 && versions.has(row.protocol), `It speaks ${[...versions].join(', ')}`);
    return `${listed.length} tools, protocol ${row.protocol}`;
  },

  async read(run) {
    const answer = await sessionOf(run).call('get_balance', {});
    must(answer.isError !== true && typeof answer.structuredContent['balance'] === 'string', `get_balance: ${textOf(answer)}`);
    return textOf(answer);
  },

  send: (run) => sendOnce(run, sessionOf(run)),

  async 'bad arguments'(run) {
    let answer: CallResult | undefined;
    const requests = await run.environment.telnyx.during(async () => {
      answer = await sessionOf(run).call('get_message', { id: 5 });
    });
    must(answer?.isError === true && requests.length === 0, 'It is not an error result, or Telnyx was asked');
    return saying(textOf(answer), /id: Expected a UUID\. Nothing was done\./);
  },

  'unknown tool': async (run) => saying(await failureOf(sessionOf(run).call('no_such_tool', {})), /no_such_tool/),

  'wrong token': (run) => isRefused(run, `Bearer ${run.environment.tokens.owner.slice(0, -10)}AAAAAAAAAA`),

  'no token': (run) => isRefused(run, undefined),

  declined: (run) => isRefused(run, undefined),

  'no scope': callWithoutScope,

  'more scope': callWithMoreScope,

  async 'server gone'(run) {
    const session = sessionOf(run);
    await run.environment.tap.hangUp();
    try {
      return await failureOf(session.call('get_balance', {}));
    } finally {
      await run.environment.tap.pickUp();
    }
  },
};

/** A client before its first step. `step` takes one; all else as with Step. */
export function startRun(parts: Pick<ClientRun, 'row' | 'connect' | 'environment' | 'computer'>) {
  const run: ClientRun = { ...parts };
  return {
    step: (name: StepName) => STEPS[name](run),
    async close() {
      await run.session?.close();
    },
  };
}
