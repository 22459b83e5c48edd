import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { tools } from '../../../tools/index.ts';
import { CALLS } from './support/calls.ts';
import { readBeside } from './support/openapi.ts';

const Entry = z.object({
  name: z.string(),
  method: z.string(),
  path: z.string(),
  readOnly: z.boolean(),
  destructive: z.boolean(),
  idempotent: z.boolean(),
  openWorld: z.boolean(),
  bodyRequired: z.array(z.string()),
  alsoCalls: z.array(z.object({ method: z.string(), path: z.string() })),
});

const REGION = 'GET /{bucket}?location';
const FACTS = 'HEAD /{bucket}/{key}';

/**
 * What is asked besides: a number is found by the list, whose records are the same; a bucket is asked in its own region only; an assistant
 * whose variables could become an emergency number is read first.
 */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  get_phone_number: ['GET /phone_numbers'],
  update_assistant: ['GET /ai/assistants/{assistant_id}'],
  create_call: ['GET /ai/assistants/{assistant_id}'],
  answer_call: ['GET /ai/assistants/{assistant_id}'],
  create_bucket: [REGION],
  list_files: [REGION],
  upload_file: [REGION, FACTS],
  download_file: [REGION, FACTS],
  delete_file: [REGION],
};

/** What Telnyx's body requires and a caller need not give, and under which name it is asked for or where else it comes from. */
const NOT_ASKED: Readonly<Record<string, readonly string[]>> = {
  // The tool has a default voice.
  speak_text: ['voice'],
  // Read from the application where only one of the pair is given.
  update_call_control_application: ['application_name', 'webhook_event_url'],
  // Our `message`; a conversation is begun where none is given.
  chat_with_assistant: ['content', 'conversation_id'],
  // Our `assistant_id`, `from` and `to`.
  start_assistant_call: ['AIAssistantId', 'From', 'To'],
};

const Required = z.looseObject({ required: z.array(z.string()).default([]) });

test('there are 46 tools, each with a name of its own', () => {
  expect(tools).toHaveLength(46);
  expect(new Set(tools.map(({ name }) => name)).size).toBe(46);
});

const file = readBeside('tools.json', 'TELNYX_TOOLS');
const contract = file === undefined ? [] : z.array(Entry).parse(file);

(file === undefined ? describe.skip : describe)('the contract', () => {
  test('has these tools and no others, in this order', () => {
    expect(tools.map(({ name }) => name)).toEqual(contract.map(({ name }) => name));
  });

  test.each(tools.map((tool) => [tool.name, tool] as const))("%s requires what Telnyx's body requires", (name, tool) => {
    const { required } = Required.parse(tool.inputSchema);
    const wanted = contract.find((one) => one.name === name)?.bodyRequired ?? [];
    expect(wanted.filter((member) => !required.includes(member))).toEqual(NOT_ASKED[name] ?? []);
  });

  test.each(tools.map((tool) => [tool.name, tool] as const))('%s does what it says, and is annotated so', (name, tool) => {
    const entry = contract.find((one) => one.name === name);
    expect(tool.annotations).toEqual({
      readOnlyHint: entry?.readOnly,
      destructiveHint: entry?.destructive,
      idempotentHint: entry?.idempotent,
      openWorldHint: entry?.openWorld,
    });
    const allowed = [entry, ...(entry?.alsoCalls ?? [])].map((one) => `${one?.method} ${one?.path}`);
    const made = CALLS.filter((call) => call.tool === name).flatMap(({ requests }) => requests);
    expect(made).toContain(allowed[0]);
    const others = OTHERS[name] ?? [];
    expect([...allowed, ...others]).toEqual(expect.arrayContaining(made));
  });
});
