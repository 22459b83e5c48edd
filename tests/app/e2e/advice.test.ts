import { beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { telnyxControls, useApp, useClient } from '../../support/index.ts';

const OURS = '+13125550100';
const THEIRS = '+13125550142';
const BRITISH = '+442079460142';
const MESSAGE = { from: OURS, to: THEIRS, text: 'Your table is ready.' };

const app = useApp();
const owner = useClient(app);
beforeEach(() => telnyxControls(app).reset());

const Page = z.object({ data: z.array(z.looseObject({ id: z.string() })) });
const firstId = async (tool: string, args: object = {}) => {
  const [first] = Page.parse((await owner.call(tool, args)).structuredContent).data;
  if (first === undefined) throw new Error(`${tool} found nothing`);
  return first.id;
};
const application = () => firstId('list_call_control_applications');
const Made = z.object({ id: z.string() });
const made = async (tool: string, args: object) => Made.parse((await owner.call(tool, args)).structuredContent).id;

interface Advised {
  readonly tool: string;
  /** What has to have happened before, and the arguments. */
  readonly args: (controls: ReturnType<typeof telnyxControls>) => Promise<object>;
  /** What the text must say: Telnyx's code, and what to do. */
  readonly says: readonly RegExp[];
}

const ADVICE: Readonly<Record<string, Advised>> = {
  'a text to a person who sent STOP': {
    tool: 'send_message',
    args: async (controls) => {
      await controls.receive({ from: THEIRS, to: OURS, text: 'Stop' });
      return MESSAGE;
    },
    says: [/40300/, /STOP/, /from no other number/, /START/],
  },
  'a text beyond the spend limit of the day': {
    tool: 'send_message',
    args: async () => {
      const id = await firstId('list_messaging_profiles');
      await owner.call('update_messaging_profile', { id, daily_spend_limit: '0.005', daily_spend_limit_enabled: true });
      await owner.call('send_message', MESSAGE);
      return MESSAGE;
    },
    says: [/40333/, /UTC/, /update_messaging_profile/],
  },
  'a text of a trial account': {
    tool: 'send_message',
    args: async ({ account }) => {
      await account({ level: 'trial' });
      return MESSAGE;
    },
    says: [/10039/, /verif/],
  },
  'a text to a country that the profile lacks': {
    tool: 'send_message',
    args: () => Promise.resolve({ ...MESSAGE, to: BRITISH }),
    says: [/40309/, /whitelisted_destinations/],
  },
  'a call to a country that the outbound voice profile lacks': {
    tool: 'create_call',
    args: async () => ({ connection_id: await application(), from: OURS, to: BRITISH }),
    says: [/D13/, /outbound voice profile/i],
  },
  'a call of a trial account': {
    tool: 'create_call',
    args: async ({ account }) => {
      await account({ level: 'trial' });
      return { connection_id: await application(), from: OURS, to: THEIRS };
    },
    says: [/D60/, /verif/],
  },
  'a call of an application without an outbound voice profile': {
    tool: 'create_call',
    args: async () => ({
      connection_id: await made('create_call_control_application', {
        application_name: 'Bare',
        webhook_event_url: 'https://hooks.example.com/calls',
      }),
      from: OURS,
      to: THEIRS,
    }),
    says: [/D38/, /outbound_voice_profile_id/],
  },
  'a call by an assistant whose application has no outbound voice profile': {
    tool: 'start_assistant_call',
    args: async () => ({
      assistant_id: await made('create_assistant', { name: 'Desk', instructions: 'Answer.', enabled_features: ['telephony'] }),
      from: OURS,
      to: THEIRS,
    }),
    says: [/D38/, /outbound/i, /portal/],
  },
  'an order of a number that is not for sale': {
    tool: 'create_number_order',
    args: () => Promise.resolve({ phone_numbers: [{ phone_number: '+13035550107' }] }),
    says: [/10027/, /list_available_phone_numbers/],
  },
  'an assistant with a model that Telnyx does not run': {
    tool: 'create_assistant',
    args: () => Promise.resolve({ name: 'Desk', instructions: 'Answer.', model: 'openai/gpt-4o' }),
    says: [/not available for inference/, /list_assistants|leave model out/i],
  },
};

describe('what Telnyx refuses is told with its reason and the next step, and not tried again', () => {
  test.each(Object.entries(ADVICE))('%s', async (_, { tool, args, says }) => {
    const given = await args(telnyxControls(app));
    const { isError, text, requests } = await owner.seenCall(tool, given);
    expect(isError).toBe(true);
    for (const words of says) expect(text).toMatch(words);
    expect(text).not.toMatch(/API key lacks|in a minute/);
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});
