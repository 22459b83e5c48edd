import { expect } from '@jest/globals';
import Telnyx from 'telnyx';
import { given, holds, ISO_TIME, type Judge, type Proofs } from './judge.ts';

const create = ({ telnyx }: Judge, name: string) =>
  telnyx.ai.assistants.create({
    name,
    instructions: 'You answer for a dental office.',
    greeting: 'Hello!',
    enabled_features: ['telephony'],
  });

const secret = ({ telnyx }: Judge, identifier: string) => telnyx.integrationSecrets.create({ identifier, type: 'bearer', token: 'hush' });

export const ai: Proofs = {
  'POST /ai/assistants': async (judge) => {
    const assistant = await create(judge, 'Created');
    holds(assistant, {
      name: 'Created',
      instructions: 'You answer for a dental office.',
      greeting: 'Hello!',
      enabled_features: ['telephony'],
    });
    holds(assistant, { id: expect.stringMatching(/^assistant-/), model: expect.stringMatching(/./), created_at: ISO_TIME });
    expect(assistant.telephony_settings?.default_texml_app_id).toMatch(/^\d+$/);
    const refused = await judge.telnyx.ai.assistants.create({ name: 'No instructions' } as never).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Telnyx.UnprocessableEntityError);
    expect(refused).toMatchObject({ error: { detail: [{ loc: ['body', 'instructions'] }] } });
  },
  'GET /ai/assistants': async (judge) => {
    await create(judge, 'Listed');
    const { data } = await judge.telnyx.ai.assistants.list();
    expect(data.map(({ name }) => name)).toContain('Listed');
  },
  'GET /ai/assistants/{assistant_id}': async (judge) => {
    const { id } = await create(judge, 'Read');
    holds(await judge.telnyx.ai.assistants.retrieve(id), { id, name: 'Read' });
  },
  'GET /ai/assistants/{assistant_id}/texml': async (judge) => {
    const { id } = await create(judge, 'Texml');
    const texml = await judge.telnyx.ai.assistants.getTexml(id);
    expect(texml).toMatch(/^(<\?xml[^>]*>\s*)?<Response>.*<\/Response>\s*$/s);
    expect(texml).toContain(id);
  },
  'POST /ai/assistants/{assistant_id}': async (judge) => {
    const { id } = await create(judge, 'Before');
    const after = await judge.telnyx.ai.assistants.update(id, { name: 'After', voice_settings: { voice: 'Telnyx.KokoroTTS.af_heart' } });
    holds(after, { id, name: 'After', greeting: 'Hello!', voice_settings: { voice: 'Telnyx.KokoroTTS.af_heart' } });
  },
  'DELETE /ai/assistants/{assistant_id}': async (judge) => {
    const { id } = await create(judge, 'Deleted');
    expect(await judge.telnyx.ai.assistants.delete(id)).toEqual({ id, object: 'assistant', deleted: true });
    await expect(judge.telnyx.ai.assistants.retrieve(id)).rejects.toBeInstanceOf(Telnyx.APIError);
  },
  'POST /ai/conversations': async ({ telnyx }) => {
    const conversation = await telnyx.ai.conversations.create({ name: 'Sunday', metadata: { channel: 'chat' } });
    holds(conversation, { name: 'Sunday', metadata: { channel: 'chat' }, id: expect.stringMatching(/./), created_at: ISO_TIME });
  },
  'POST /ai/assistants/{assistant_id}/chat': async (judge) => {
    const { id } = await create(judge, 'Chat');
    const conversation = await judge.telnyx.ai.conversations.create({ metadata: { assistant_id: id } });
    const answer = await judge.telnyx.ai.assistants.chat(id, { content: 'Do you open on Sunday?', conversation_id: conversation.id });
    expect(answer.content).toMatch(/./);
  },
  'POST /texml/ai_calls/{connection_id}': async (judge) => {
    const { id, telephony_settings } = await create(judge, 'Caller');
    const texml = given(telephony_settings?.default_texml_app_id);
    const call = await judge.telnyx.texml.initiateAICall(texml, { AIAssistantId: id, From: '+13125550100', To: '+13125550142' });
    holds(call, { call_sid: expect.stringMatching(/./), from: '+13125550100', to: '+13125550142', status: 'queued' });
  },
  'GET /ai/embeddings/buckets': async ({ telnyx }) => {
    expect(Array.isArray((await telnyx.ai.embeddings.buckets.list()).data.buckets)).toBe(true);
  },
  'POST /integration_secrets': async (judge) => {
    const { data } = await secret(judge, 'crm-created');
    holds(data, { identifier: 'crm-created', record_type: 'integration_secret', created_at: ISO_TIME });
    expect(JSON.stringify(data)).not.toContain('hush');
  },
  'GET /integration_secrets': async (judge) => {
    for (const name of ['crm-a', 'crm-b', 'crm-c']) await secret(judge, name);
    const identifiers: string[] = [];
    for await (const one of judge.telnyx.integrationSecrets.list({ filter: { type: 'bearer' }, 'page[size]': 2 }))
      identifiers.push(one.identifier);
    expect(identifiers).toEqual(expect.arrayContaining(['crm-a', 'crm-b', 'crm-c']));
  },
  'DELETE /integration_secrets/{id}': async (judge) => {
    const { id } = (await secret(judge, 'crm-deleted')).data;
    await judge.telnyx.integrationSecrets.delete(id);
    await expect(judge.telnyx.integrationSecrets.delete(id)).rejects.toBeInstanceOf(Telnyx.NotFoundError);
  },
};
