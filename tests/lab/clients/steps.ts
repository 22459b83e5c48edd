import type { CallResult } from '../../app/e2e/clients/client-libraries.ts';
import { callWithMoreScope, callWithoutScope } from './scope-steps.ts';
import type { StepName } from './step-order.ts';
import { failureOf, must, saying, sendOnce, sessionOf, textOf, type Step, type Walk } from './client-run.ts';

const REFUSED = /\b401\b|unauthorized|invalid_token|auth_required|authorization failed|declined/i;

/** The app refuses a connection, and the client says so. */
async function isRefused(walk: Walk, authorization: string | undefined): Promise<string> {
  const { scene, connect } = walk;
  scene.person.will('deny');
  let failure = '';
  const wire = await scene.tap.during(async () => {
    failure = await failureOf(connect(scene.endpoint, authorization, await scene.computer()));
  });
  const refusal = wire.find(({ status }) => status === 401);
  must(refusal?.challenge.includes('resource_metadata=') === true, 'There was no 401 with a challenge');
  return saying(failure, REFUSED);
}

const STEPS: Readonly<Record<StepName, Step>> = {
  async connect(walk) {
    const { row, scene, connect, computer } = walk;
    scene.person.will('allow');
    const before = scene.person.opened;
    walk.session = await connect(scene.endpoint, row.login === 'token' ? `Bearer ${scene.tokens.owner}` : undefined, computer);
    const asked = scene.person.opened - before;
    must(asked === (row.login === 'OAuth' ? 1 : 0), `The person was asked ${asked} times`);
    return asked === 0 ? 'with a pasted token' : 'after one look at the consent page';
  },

  async list(walk) {
    const { row, scene } = walk;
    let listed: readonly string[] = [];
    const wire = await scene.tap.during(async () => {
      listed = await sessionOf(walk).tools();
    });
    must(
      JSON.stringify(listed.toSorted()) === JSON.stringify(scene.tools.toSorted()),
      `${listed.length} tools instead of ${scene.tools.length}`,
    );
    const versions = new Set(wire.filter(({ rpc }) => rpc === 'tools/list').map(({ version }) => version));
    must(versions.size === 1 && versions.has(row.protocol), `It speaks ${[...versions].join(', ')}`);
    return `${listed.length} tools, protocol ${row.protocol}`;
  },

  async read(walk) {
    const answer = await sessionOf(walk).call('get_balance', {});
    must(answer.isError !== true && typeof answer.structuredContent['balance'] === 'string', `get_balance: ${textOf(answer)}`);
    return textOf(answer);
  },

  send: (walk) => sendOnce(walk, sessionOf(walk)),

  async 'bad arguments'(walk) {
    let answer: CallResult | undefined;
    const requests = await walk.scene.telnyx.during(async () => {
      answer = await sessionOf(walk).call('get_message', { id: 5 });
    });
    must(answer?.isError === true && requests.length === 0, 'It is not an error result, or Telnyx was asked');
    return saying(textOf(answer), /id: Expected a UUID\. Nothing was done\./);
  },

  'unknown tool': async (walk) => saying(await failureOf(sessionOf(walk).call('no_such_tool', {})), /no_such_tool/),

  'wrong token': (walk) => isRefused(walk, `Bearer ${walk.scene.tokens.owner.slice(0, -10)}AAAAAAAAAA`),

  'no token': (walk) => isRefused(walk, undefined),

  declined: (walk) => isRefused(walk, undefined),

  'no scope': callWithoutScope,

  'more scope': callWithMoreScope,

  async 'server gone'(walk) {
    const session = sessionOf(walk);
    await walk.scene.tap.hangUp();
    try {
      return await failureOf(session.call('get_balance', {}));
    } finally {
      await walk.scene.tap.pickUp();
    }
  },
};

/** A client before its first step. `step` takes one; all else as with Step. */
export function startWalk(parts: Pick<Walk, 'row' | 'connect' | 'scene' | 'computer'>) {
  const walk: Walk = { ...parts };
  return {
    step: (name: StepName) => STEPS[name](walk),
    async close() {
      await walk.session?.close();
    },
  };
}
