import { describe, expect, test } from '@jest/globals';
import type { Forecast } from '../../../shared/guard/index.ts';
import type { Scope } from '../../../shared/identity/index.ts';
import { createCatalogue } from '../../../shared/mcp/index.ts';
import { previewCall } from '../../../shared/mcp/preview.ts';
import { InputError } from '../../../shared/mcp/tool/index.ts';
import { tools } from '../../../tools/index.ts';
import { holderOf } from './step-inputs.ts';

const SENDS: Forecast = {
  would: 'send',
  reasons: [],
  recipients: [{ address: '+13125550142', country: 'US', type: 'fixed_or_mobile' }],
  left: [{ limit: 'LIMIT_MESSAGES, one person, a minute', left: 9, of: 10, until: 1_767_225_660_000 }],
};
const ALL: readonly Scope[] = ['telnyx.read', 'telnyx.write', 'telnyx.send', 'telnyx.purchase'];
const TEXT = { from: '+1 (312) 555-0100', to: '+1 312 555 0142', text: 'Hi', request_key: 'a' };

/** Previews with all tools, and tells what the guard was asked. */
function previewing(scopes = ALL, catalogue = createCatalogue(tools)) {
  const asked: string[] = [];
  const forecast: Parameters<typeof previewCall>[2]['forecast'] = ({ tool, reach }, { requestKey }) => {
    asked.push(`${tool.name} ${reach.risk} ${String(requestKey)}`);
    return Promise.resolve(SENDS);
  };
  return {
    asked,
    preview: (name: string, args: unknown) => previewCall(name, args, { catalogue, principal: holderOf(...scopes), forecast }),
  };
}

describe('a preview', () => {
  test('G27: asks the guard about the call as it would go', async () => {
    const { asked, preview } = previewing();
    expect(await preview('send_message', TEXT)).toEqual({ ...SENDS, args: { from: '+13125550100', to: '+13125550142', text: 'Hi' } });
    expect(asked).toEqual(['send_message outbound a']);
  });

  test('G27: names the risk that the arguments raise', async () => {
    const { asked, preview } = previewing();
    await preview('answer_call', { call_control_id: 'v3:a', assistant: { id: 'a' } });
    expect(asked).toEqual(['answer_call outbound undefined']);
  });

  test('G27: of a read asks nobody, and of a lookup that costs how many are left', async () => {
    const { asked, preview } = previewing();
    expect(await preview('get_message', { id: '4000eba1-a0c0-4563-9925-b25e842a7cb6' })).toMatchObject({ would: 'read', left: [] });
    expect(asked).toEqual([]);
    expect(await preview('lookup_number', { phone_number: '+13125550142' })).toMatchObject({ would: 'read', left: SENDS.left });
    expect(asked).toEqual(['lookup_number read undefined']);
    expect(await preview('preview_action', { tool: 'send_message' })).toMatchObject({ would: 'read' });
  });

  test('G27: tells arguments that the tool does not take in its own words', async () => {
    const { asked, preview } = previewing();
    const wrong = preview('send_message', { ...TEXT, txet: 'Hi' });
    await expect(wrong).rejects.toBeInstanceOf(InputError);
    await expect(wrong).rejects.toThrow('Unknown argument: "txet". Allowed: to, from');
    await expect(preview('send_message', { ...TEXT, to: '911' })).rejects.toBeInstanceOf(InputError);
    expect(asked).toEqual([]);
  });

  test('G27: takes former names of arguments, as the call does', async () => {
    const { preview } = previewing();
    expect(await preview('delete_integration_secret', { id: 'b1f8' })).toMatchObject({ args: { secret_id: 'b1f8' } });
  });

  test('G27: knows no tool that this client has not, and says what a former name means', async () => {
    const hidden = previewing(ALL, createCatalogue(tools, { exclude: ['send_message'] }));
    await expect(hidden.preview('send_message', TEXT)).rejects.toThrow('Unknown tool: send_message.');
    await expect(previewing().preview('make_call', {})).rejects.toThrow('Unknown tool: make_call. It is called create_call now.');
  });

  test('G27: without the scope of a call says which it needs, and nothing about the call', async () => {
    const { asked, preview } = previewing(['telnyx.read']);
    expect(await preview('send_message', TEXT)).toEqual({
      would: 'refuse',
      refusal: expect.stringContaining('This needs the scopes: telnyx.read telnyx.send.'),
      reasons: [],
      recipients: [],
      left: [],
      args: undefined,
    });
    expect(asked).toEqual([]);
  });

  test('G27: where the chosen tools leave a scope out, says that no token brings it', async () => {
    const { preview } = previewing(['telnyx.read'], createCatalogue(tools, { readOnly: true }));
    const args = { bucket_name: 'docs', key: 'a.txt', mode: 'presigned_url' };
    expect(await preview('download_file', args)).toMatchObject({ would: 'refuse', refusal: expect.stringContaining('leave out') });
    expect(await preview('download_file', { ...args, mode: 'text' })).toMatchObject({ would: 'read' });
  });
});
