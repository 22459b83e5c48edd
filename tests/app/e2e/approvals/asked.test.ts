import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, test } from '@jest/globals';
import { call, eventsOf, login, use, useApp } from '../../../support/index.ts';
import { callAndLeave, callModern, FORM, message, sentBy, textOf, TO, URL_ALONE, type Answer } from './asking.ts';
import { decide } from './person.ts';

const app = useApp({ settings: { CONFIRM_OUTBOUND: 'page', DUPLICATES: '' } });
/** Speaks for the same origin and knows the same rows. */
const byForm = use(() => app.startInstance({ CONFIRM_OUTBOUND: 'form' }));
const owner = use(async () => ({ token: await login(app, { user: 'owner' }) }));
const manager = use(async () => ({ token: await login(app, { user: 'manager' }) }));
const operator = use(async () => ({ token: await login(app, { user: 'operator' }) }));

const needed = ({ structuredContent }: Pick<Answer, 'structuredContent'>) =>
  structuredContent?.['needs_approval'] as { open?: string } | undefined;
const accept = (decision: unknown) => ({ action: 'accept', content: { decision } });

/** @returns the state with which a client is asked by a form */
async function formFor(token: string, text: string): Promise<string> {
  const { requestState, inputRequests } = await callModern(byForm, token, message(text), { capabilities: FORM });
  expect(inputRequests?.approval.params).toMatchObject({ mode: 'form', message: expect.stringContaining(text) });
  return requestState ?? '';
}

describe('a client that cannot be asked within a call', () => {
  test('legacy: gets a link, and after the person has agreed the same call sends once', async () => {
    const args = message('Legacy');
    let first: Awaited<ReturnType<typeof call>> | undefined;
    expect(await sentBy(app, async () => void (first = await call(app, owner.token, 'send_message', args)))).toEqual([]);
    expect(first).toMatchObject({ structuredContent: { sent: false }, text: expect.stringContaining(`${app.url}/approvals/`) });
    expect(await decide(needed(first ?? {})?.open, 'owner', 'once')).toMatch(/^Approved/);
    const sent = await sentBy(app, async () => {
      expect((await call(app, owner.token, 'send_message', args)).structuredContent).toHaveProperty('id');
      expect((await call(app, owner.token, 'send_message', args)).structuredContent).toHaveProperty('duplicate_of');
    });
    expect(sent).toHaveLength(1);
  });

  test.each([
    ['declares nothing', {}],
    ['has forms alone, which are less than a page', FORM],
  ])('modern: that %s gets the link as well', async (_what, capabilities) => {
    const args = message(`Undeclared ${JSON.stringify(capabilities)}`);
    const answer = await callModern(app, owner.token, args, { capabilities });
    expect(answer.resultType ?? 'complete').toBe('complete');
    expect(needed(answer)?.open).toContain(`${app.url}/approvals/`);
    await decide(needed(answer)?.open, 'owner', 'no');
    expect(textOf(await callModern(app, owner.token, args, { capabilities }))).toContain('The person said no.');
  });
});

describe('a client that opens URLs', () => {
  test('is sent to the page, and its retry sends once the person has agreed there', async () => {
    const args = message('By URL');
    const asked = await callModern(app, manager.token, args, { capabilities: URL_ALONE });
    const { mode, url } = asked.inputRequests?.approval.params ?? {};
    expect([asked.resultType, mode, url]).toEqual(['input_required', 'url', expect.stringContaining(`${app.url}/approvals/`)]);
    const sent = await sentBy(app, async () => {
      const retry = callModern(app, manager.token, args, { state: asked.requestState, response: { action: 'accept' } });
      await decide(url, 'manager', 'once');
      expect((await retry).structuredContent).toHaveProperty('id');
    });
    expect(sent).toHaveLength(1);
  });

  test('G13: declines or cancels by itself: nothing is sent, and the person can still agree on the page', async () => {
    const args = message('Declined URL');
    const asked = await callModern(app, manager.token, args);
    const url = asked.inputRequests?.approval.params['url'];
    for (const action of ['decline', 'cancel']) {
      const answers: Answer[] = [];
      const again = { state: asked.requestState, response: { action } };
      expect(await sentBy(app, async () => answers.push(await callModern(app, manager.token, args, again)))).toEqual([]);
      expect(answers).toMatchObject([{ isError: true }]);
      expect(answers.map(textOf)).toEqual([`Not confirmed. Nothing was sent. The person can still decide at ${String(url)}.`]);
    }
    expect(await decide(url, 'manager', 'once')).toMatch(/^Approved/);
    expect(await sentBy(app, () => callModern(app, manager.token, args))).toHaveLength(1);
  });

  test('that disconnects ends the wait: what is decided later sends nothing', async () => {
    const args = message('Abandoned');
    const asked = await callModern(app, manager.token, args);
    const url = asked.inputRequests?.approval.params['url'];
    const ended = () => eventsOf(app, 'tool_call').length;
    const before = ended();
    const sent = await sentBy(app, async () => {
      await callAndLeave(app, manager.token, args, { state: asked.requestState, response: { action: 'accept' } });
      while (ended() === before) await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await decide(url, 'manager', 'once')).toMatch(/^Approved/);
    });
    const last = eventsOf(app, 'tool_call').at(-1);
    // Whoever stays waits for 40 s.
    expect([last?.['outcome'], Number(last?.['ms']) < 40_000]).toEqual(['needs_approval', true]);
    expect(sent).toEqual([]);
  }, 60_000);
});

describe('a client with forms, where a form is enough', () => {
  test('G11: a yes counts once, for the very call that was asked about', async () => {
    const state = await formFor(operator.token, 'Bound');
    const yes = { state, response: accept('once'), capabilities: FORM };
    const others = await sentBy(byForm, async () => {
      const answers = [
        await callModern(byForm, operator.token, message('Other words'), yes),
        await callModern(byForm, operator.token, message('Bound', '+13125550112'), yes),
        await callModern(byForm, manager.token, message('Bound'), yes),
      ];
      expect(answers.map(({ resultType }) => resultType)).toEqual(['input_required', 'input_required', 'input_required']);
      const call = { connection_id: '1293384261075731499', from: '+13125550100', to: TO };
      await callModern(byForm, operator.token, call, { ...yes, tool: 'create_call' }).catch(() => undefined);
    });
    expect(others).toEqual([]);
    const sent = await sentBy(byForm, async () => {
      expect((await callModern(byForm, operator.token, message('Bound'), yes)).structuredContent).toHaveProperty('id');
      expect((await callModern(byForm, operator.token, message('Bound'), yes)).structuredContent).toHaveProperty('duplicate_of');
    });
    expect(sent).toHaveLength(1);
  });

  test('G12: what the form did not offer is asked once more, then refused', async () => {
    const state = await formFor(owner.token, 'Unclear');
    const options = { state, capabilities: FORM };
    const nonsense = [
      { action: 'maybe' },
      'yes',
      ['accept'],
      { action: 'accept' },
      { action: 'accept', content: 'once' },
      accept(true),
      accept('always'),
      { method: 'elicitation/create', result: accept('once') },
      undefined,
    ];
    const sent = await sentBy(byForm, async () => {
      for (const response of nonsense) {
        const again = await callModern(byForm, owner.token, message('Unclear'), { ...options, response });
        expect(again.inputRequests?.approval.params).toMatchObject({ mode: 'form' });
        const last = await callModern(byForm, owner.token, message('Unclear'), { ...options, response, state: again.requestState });
        expect([last.isError, textOf(last)]).toEqual([true, expect.stringContaining('Not confirmed. Nothing was sent.')]);
      }
    });
    expect(sent).toEqual([]);
    expect(
      await sentBy(byForm, () => callModern(byForm, owner.token, message('Unclear'), { ...options, response: accept('once') })),
    ).toHaveLength(1);
  });

  test('G11, G12: an answer without a state, or with a forged one, is a first call', async () => {
    const genuine = await formFor(owner.token, 'Genuine');
    const middle = Math.floor(genuine.length / 2);
    const forged = `${genuine.slice(0, middle)}${genuine[middle] === 'A' ? 'B' : 'A'}${genuine.slice(middle + 1)}`;
    const sent = await sentBy(byForm, async () => {
      for (const [index, state] of [undefined, 'x', forged].entries()) {
        const answer = await callModern(byForm, owner.token, message(`Forged ${index}`), {
          state,
          response: accept('once'),
          capabilities: FORM,
        });
        expect(answer.resultType).toBe('input_required');
      }
    });
    expect(sent).toEqual([]);
  });

  test('G24: may allow the number for an hour, and its no sends nothing', async () => {
    const to = '+13125550113';
    const first = await callModern(byForm, manager.token, message('No', to), { capabilities: FORM });
    const no = await callModern(byForm, manager.token, message('No', to), { state: first.requestState, response: accept('no') });
    expect(textOf(no)).toContain('Not confirmed');
    const second = await callModern(byForm, manager.token, message('Hour', to), { capabilities: FORM });
    const sent = await sentBy(byForm, async () => {
      await callModern(byForm, manager.token, message('Hour', to), { state: second.requestState, response: accept('hour') });
      await callModern(byForm, manager.token, message('Within the hour', to), { capabilities: FORM });
    });
    expect(sent).toMatchObject([{ text: 'Hour' }, { text: 'Within the hour' }]);
  });

  test('the official client of 2026-07-28 shows the form and sends after its yes', async () => {
    const client = new Client(
      { name: 'e2e', version: '1.0.0' },
      { versionNegotiation: { mode: { pin: '2026-07-28' } }, capabilities: { elicitation: { form: {} } } },
    );
    const shown: unknown[] = [];
    client.setRequestHandler('elicitation/create', ({ params }) => {
      shown.push(params);
      return { action: 'accept', content: { decision: 'once' } };
    });
    const headers = { authorization: `Bearer ${operator.token}` };
    await client.connect(new StreamableHTTPClientTransport(new URL(`${byForm.url}/mcp`), { requestInit: { headers } }));
    const sent = await sentBy(byForm, async () => {
      const { structuredContent } = await client.callTool({ name: 'send_message', arguments: message('By the official client') });
      expect(structuredContent).toHaveProperty('id');
    });
    await client.close();
    expect(shown).toHaveLength(1);
    expect(sent).toMatchObject([{ text: 'By the official client' }]);
  });
});
