import { randomUUID } from 'node:crypto';
import { bodyOf } from '../bodies.ts';
import { missingMember } from '../document.ts';
import { refuse, refuseAi, refuseBody } from '../errors.ts';
import { listReply } from '../list.ts';
import type { Call, Reply, Routes } from '../operation.ts';
import { data, found } from '../operation.ts';
import { activeNumber, append, charge } from '../state/account.ts';
import type { Assistant, Conversation, EmbeddingTask, IntegrationSecret } from '../state/ai.ts';
import { createAssistant, replyTo, versionOf } from '../state/ai.ts';
import { createSipConnection, TEXML } from '../state/application.ts';
import { dial, MAX_CALL_SECS, RING_SECS } from '../state/call-life.ts';
import { createProfile } from '../state/messaging-profile.ts';
import { decimal, money } from '../state/money.ts';
import { iso } from '../state/row.ts';
import { checkSettings, hasSecret } from './assistant-settings.ts';
import { affordablePrice, checkDestination } from './calls.ts';

/** What a turn costs in tokens; the figure is the simulator's. */
const TURN_PRICE = money('0.0010');

/** An account keeps this many records of turns. */
const MAX_INFERENCES = 10_000;

/** Milliseconds after which an embedding task is worked on, and done. */
const PROCESSING_MS = 500;
const DONE_MS = 2_000;

/** An answer in no envelope. */
const bare = (body: unknown): Reply => ({ status: 200, body });

/** The value, or a 404 that names what there is none of. */
function foundAi<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw refuseAi(404, `${what} not found`);
  return value;
}

const assistantOf = ({ account, param }: Call) => foundAi(account.assistants.get(param('assistant_id')), 'Assistant');

/** A feature that is on has its TeXML application or messaging profile: Telnyx makes the one that is missing. */
function equip({ account, world, now }: Call, assistant: Assistant): Assistant {
  const { enabled_features: features = [], telephony_settings: telephony, messaging_settings: messaging } = assistant;
  const name = `ai-assistant-${assistant.name}`;
  if (features.includes('telephony') && telephony?.['default_texml_app_id'] === undefined) {
    const id = world.nextNumericId();
    account.sipConnections.push(createSipConnection(TEXML, name, id, now));
    assistant.telephony_settings = { ...telephony, default_texml_app_id: id };
  }
  if (features.includes('messaging') && messaging?.['default_messaging_profile_id'] === undefined) {
    const { id } = createProfile(account, { name, whitelisted_destinations: ['US'] }, now);
    assistant.messaging_settings = { ...messaging, default_messaging_profile_id: id };
  }
  return assistant;
}

function create(call: Call): Reply {
  const settings = bodyOf(call, 'POST /ai/assistants');
  checkSettings(call, settings);
  const assistant = equip(call, createAssistant(settings, call.now));
  call.account.assistants.set(assistant.id, assistant);
  return bare(assistant);
}

/** Without `promote_to_main` the change is a version beside the main one, which stays as it is. */
function update(call: Call): Reply {
  const main = assistantOf(call);
  const { promote_to_main: promote = true, ...settings } = bodyOf(call, 'POST /ai/assistants/{assistant_id}');
  checkSettings(call, settings);
  const version = equip(call, versionOf(main, settings, call.now));
  if (promote) call.account.assistants.set(main.id, version);
  return bare(version);
}

function remove(call: Call): Reply {
  const { id } = assistantOf(call);
  call.account.assistants.delete(id);
  return bare({ id, object: 'assistant', deleted: true });
}

/** The document declares a JSON string. */
const texml = (call: Call): Reply =>
  bare(
    JSON.stringify(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Connect><AIAssistant id="${assistantOf(call).id}"/></Connect></Response>`,
    ),
  );

function beginConversation(call: Call): Reply {
  const { name, metadata = {} } = bodyOf(call, 'POST /ai/conversations');
  const [id, at] = [randomUUID(), iso(call.now)];
  const conversation: Conversation = {
    row: { id, ...(name !== undefined && { name }), metadata, created_at: at, last_message_at: at },
    said: [],
  };
  call.account.conversations.set(id, conversation);
  return bare(conversation.row);
}

function chat(call: Call): Reply {
  const { account, now } = call;
  const assistant = assistantOf(call);
  const { content, conversation_id: id } = bodyOf(call, 'POST /ai/assistants/{assistant_id}/chat');
  const conversation = foundAi(account.conversations.get(id), 'Conversation');
  if (conversation.row.metadata['ai_disabled'] === 'true') throw refuseAi(400, 'AI is disabled for this conversation');
  const reference = assistant['llm_api_key_ref'];
  if (typeof reference === 'string' && !hasSecret(call, reference))
    throw refuseAi(400, 'The integration secret of llm_api_key_ref does not exist');
  charge(account, TURN_PRICE);
  const cost = { cost: decimal(TURN_PRICE, 4), currency: 'USD' };
  const record = { record_type: 'inference', id: randomUUID(), created_at: iso(now), model: assistant['model'], ...cost };
  append(account.inferences, record, MAX_INFERENCES);
  return bare({ content: replyTo(conversation, assistant, content, now) });
}

/** The assistant brings its own TeXML. */
const NOT_ALLOWED = ['Twiml', 'Texml', 'Url'];

/** It rings as other calls do, and leaves a detail record. */
function startCall(call: Call): Reply {
  const { account, now, param } = call;
  const { From: from, To: to, ...body } = bodyOf(call, 'POST /texml/ai_calls/{connection_id}');
  const foreign = NOT_ALLOWED.find((name) => name in Object(call.body));
  if (foreign !== undefined) throw refuse(422, '10015', `/${foreign}`, `The '${foreign}' parameter is not allowed.`);
  const application = account.sipConnections.find(({ row }) => row['record_type'] === TEXML && row.id === param('connection_id'));
  if (!application) throw refuse(422, '10015', 'connection_id', 'The connection is no TeXML application of this account.');
  if (!account.assistants.has(body.AIAssistantId)) throw refuse(422, '10017', '/AIAssistantId');
  if (!activeNumber(account, from)) throw refuse(422, '10015', '/From', 'The number is no active number of this account.');
  const voiceProfileId = application.row['outbound_voice_profile_id'];
  checkDestination(call, typeof voiceProfileId === 'string' ? voiceProfileId : undefined, to);
  const plan = {
    ...{ account, from, to, direction: 'outgoing' as const, startedAt: now, clientState: undefined },
    application: { connectionId: application.row.id, connectionName: application.name },
    minutePrice: affordablePrice(call, to),
    timeLimitMs: (body.TimeLimit ?? MAX_CALL_SECS) * 1000,
    // Status callbacks are no events of call control.
    statusCallback: {
      urls: body.StatusCallbacks ?? [body.StatusCallback ?? ''],
      events: (body.StatusCallbackEvent ?? 'completed').split(' '),
    },
    webhook: { product: 'voice' as const, urls: [] },
    product: 'texml' as const,
  };
  const leg = dial(plan, (body.Timeout ?? RING_SECS) * 1000);
  return bare({ call_sid: leg.id, from, to, status: 'queued' });
}

function embed({ account, now }: Call, task_name: string, bucketName: string): Reply {
  if (!account.buckets.has(bucketName)) throw refuseBody([{ code: '10017', path: ['bucket_name'], detail: 'Bucket not found' }], true);
  const row: EmbeddingTask['row'] = { task_id: randomUUID(), task_name, status: 'queued', created_at: iso(now) };
  account.timeline.schedule(now + PROCESSING_MS, () => {
    row.status = 'processing';
  });
  account.timeline.schedule(now + DONE_MS, (at) => Object.assign(row, { status: 'success', finished_at: iso(at) }));
  account.tasks.set(row.task_id, { bucketName, row });
  return data({ ...row, user_id: account.organizationId });
}

/** A bucket is embedded once a task for it is done, and as long as it is there. */
function embeddedBuckets({ account }: Call): Reply {
  const done = [...account.tasks.values()].filter(({ row, bucketName }) => row.status === 'success' && account.buckets.has(bucketName));
  return data({ buckets: [...new Set(done.map(({ bucketName }) => bucketName))] });
}

/** What a secret of each type consists of. */
const PARTS: Readonly<Record<string, readonly string[]>> = { bearer: ['token'], basic: ['username', 'password'] };

/** The answer never has the value. */
function createSecret(call: Call): Reply {
  const { account, now } = call;
  const { type, identifier, ...value } = bodyOf(call, 'POST /integration_secrets');
  const missing = PARTS[type]?.filter((name) => !(name in value)) ?? [];
  if (missing.length > 0)
    throw refuseBody(
      missing.map((name) => missingMember([name])),
      false,
    );
  if (hasSecret(call, identifier)) throw refuse(422, '10015', '/identifier', 'The identifier has already been taken.');
  const row = { record_type: 'integration_secret', id: randomUUID(), identifier, created_at: iso(now), updated_at: iso(now) };
  const secret: IntegrationSecret = { type, row };
  account.secrets.set(row.id, secret);
  return { status: 201, body: { data: row } };
}

function removeSecret({ account, param }: Call): Reply {
  const { row } = found(account.secrets.get(param('id')));
  account.secrets.delete(row.id);
  return { status: 204 };
}

export const aiRoutes: Routes = {
  'POST /ai/assistants': create,
  'GET /ai/assistants': ({ account }) => data([...account.assistants.values()]),
  'GET /ai/assistants/{assistant_id}': (call) => bare(assistantOf(call)),
  'POST /ai/assistants/{assistant_id}': update,
  'DELETE /ai/assistants/{assistant_id}': remove,
  'GET /ai/assistants/{assistant_id}/texml': texml,
  'POST /ai/conversations': beginConversation,
  'POST /ai/assistants/{assistant_id}/chat': chat,
  'POST /texml/ai_calls/{connection_id}': startCall,
  'GET /ai/embeddings/buckets': embeddedBuckets,
  'POST /ai/embeddings': (call) => embed(call, 'embed_bucket', bodyOf(call, 'POST /ai/embeddings').bucket_name),
  'POST /ai/embeddings/url': (call) => embed(call, 'embed_url', bodyOf(call, 'POST /ai/embeddings/url').bucket_name),
  'GET /ai/embeddings/{task_id}': ({ account, param }) => data(foundAi(account.tasks.get(param('task_id')), 'Task').row),
  'GET /integration_secrets': (call) => {
    const secrets = call.account.secrets;
    const rows = Array.from(secrets.values(), ({ row }) => row);
    return listReply(call, rows, '-created_at', { type: ({ id }, { value }) => secrets.get(id)?.type === value });
  },
  'POST /integration_secrets': createSecret,
  'DELETE /integration_secrets/{id}': removeSecret,
};
