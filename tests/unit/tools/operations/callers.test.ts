import { describe, expect, test } from '@jest/globals';
import { CALLER } from '../../../../shared/guard/index.ts';
import { CALLERS, InputError, RISKS, type Risk } from '../../../../shared/mcp/tool/index.ts';
import { loadOperations, type OperationClass } from '../../../../shared/telnyx/index.ts';
import { tools } from '../../../../tools/index.ts';

const NAMES = [...new Set(Object.values(CALLERS))];
const callers = tools.filter(({ name }) => NAMES.includes(name));

/** By hand: what a person allows with each tool. */
const ALLOWED: Readonly<Record<string, { readonly risks: readonly Risk[]; readonly classes: readonly OperationClass[] }>> = {
  read_operation: { risks: ['read'], classes: ['read', 'paid_read'] },
  change_operation: { risks: ['write', 'destructive'], classes: ['write', 'overwrite'] },
  send_operation: { risks: ['outbound'], classes: ['outbound'] },
  buy_operation: { risks: ['purchase'], classes: ['purchase'] },
  delete_operation: { risks: ['destructive'], classes: ['delete'] },
  credential_operation: { risks: ['credential'], classes: ['credential'] },
};

test('there are six callers', () => {
  expect(callers.map(({ name }) => name).sort()).toEqual(Object.keys(ALLOWED).sort());
});

test('the pages know each of them by its name', () => {
  for (const { name } of callers) expect(name).toMatch(CALLER);
});

describe.each(callers.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  test('carries out the operations of its class, and refuses all others with the right name', async () => {
    const { all } = await loadOperations();
    const classes = ALLOWED[name]?.classes ?? [];
    const taken: string[] = [];
    for (const operation of all) {
      const error = await tool.parse({ operation_id: operation.id, arguments: '{}' }).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error === undefined || error instanceof InputError).toBe(true);
      const message = error instanceof InputError ? `${error.message} ${error.next}` : '';
      const right = operation.class === 'never' ? undefined : CALLERS[operation.class];
      if (classes.includes(operation.class)) {
        expect(message).not.toMatch(/Call it with/);
        taken.push(operation.id);
      } else if (right === undefined) {
        expect(message).toContain('not for clients of this server');
      } else {
        expect(message).toContain(`Call it with ${right}.`);
      }
    }
    expect(taken.length).toBeGreaterThan(30);
  });

  test('no call of it has another risk or needs another scope than clients were told', async () => {
    const { all } = await loadOperations();
    const allowed = ALLOWED[name]?.risks ?? [];
    for (const { id } of all) {
      const { risk, scopes } = await tool.reachOf({ operation_id: id, arguments: {} });
      expect(allowed).toContain(risk);
      expect(scopes).toEqual([RISKS[tool.risk].scope]);
    }
  });
});

test.each([
  ['createEmailBlockImport', {}, 'Upload it in the Telnyx portal', 'Tell the person.'],
  ['createVoiceCloneFromUpload', { name: 'a' }, 'Upload it in the Telnyx portal', 'Tell the person.'],
  ['audio_public_audio_transcriptions_post', {}, 'Give file_url', 'Correct the arguments and call again.'],
])('%s says first that this server sends no file', async (operation_id, given, what, next) => {
  const { class: kind } = (await loadOperations()).one(operation_id) ?? { class: 'never' };
  const tool = tools.find(({ name }) => kind !== 'never' && name === CALLERS[kind]);
  const refused = tool?.parse({ operation_id, arguments: given });
  await expect(refused).rejects.toMatchObject({ message: expect.stringContaining(what), next });
});

describe('an update that changes nothing is no success', () => {
  test.each([
    ['UpdatePhoneNumber', { id: '1' }, 'Give at least one setting to change.'],
    [
      'UpdateMessagingProfile',
      { id: 'a', webhook_url: '' },
      'Give at least one setting to change. As they are written, these say nothing: webhook_url.',
    ],
  ])('%s %j', async (operation_id, given, message) => {
    const change = tools.find(({ name }) => name === 'change_operation');
    await expect(change?.parse({ operation_id, arguments: given })).rejects.toMatchObject({ message });
  });

  test.each([
    ['UpdateMessagingProfile', { id: 'a', webhook_url: null }],
    ['MarkCommentRead', { id: 'a' }],
  ])('but %s %j changes something', async (operation_id, given) => {
    const change = tools.find(({ name }) => name === 'change_operation');
    await expect(change?.parse({ operation_id, arguments: given })).resolves.toBeDefined();
  });
});
