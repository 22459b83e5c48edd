import { expect } from '@jest/globals';
import { call, legacy, modern, post, type ModernOptions, type RpcOptions, type ToolResult } from './mcp.ts';
import { telnyxControls, type Fault, type TelnyxRequest } from './telnyx-controls.ts';

type Options = Omit<RpcOptions, 'token'>;

/** A tool's answer, and what Telnyx saw of the call. */
export interface SeenCall extends ToolResult {
  readonly requests: readonly TelnyxRequest[];
}

/** An MCP client that holds one access token. */
export interface McpClient {
  readonly token: string;
  post(body: string | Uint8Array<ArrayBuffer>, options?: Options): Promise<Response>;
  legacy(method: string, params?: object, options?: Options): Promise<Response>;
  modern(method: string, params?: object, options?: Omit<ModernOptions, 'token'>): Promise<Response>;
  call(name: string, args?: object): Promise<ToolResult>;
  /** Calls a tool after a fault was queued at the simulator, where one is given. */
  seenCall(name: string, args?: object, fault?: Fault): Promise<SeenCall>;
  /**
   * Expects an input error that says so, and that nothing was sent.
   *
   * @returns the text of the error.
   */
  expectInputError(name: string, args: object, words?: RegExp): Promise<string>;
}

export function clientOf(app: { readonly url: string; readonly telnyx: string }, token: string): McpClient {
  const seenCall: McpClient['seenCall'] = async (name, args, fault) => {
    const controls = telnyxControls(app);
    if (fault !== undefined) await controls.fault(fault);
    const answers: ToolResult[] = [];
    const requests = await controls.during(async () => answers.push(await call(app, token, name, args)));
    const [answer] = answers;
    if (!answer) throw new Error(`${name} gave no answer`);
    return { ...answer, requests };
  };
  return {
    token,
    post: (body, options) => post(app, body, { ...options, token }),
    legacy: (method, params, options) => legacy(app, method, params, { ...options, token }),
    modern: (method, params, options) => modern(app, method, params, { ...options, token }),
    call: (name, args) => call(app, token, name, args),
    seenCall,
    async expectInputError(name, args, words = /./) {
      const { isError, text, requests } = await seenCall(name, args);
      expect(text).toMatch(/Nothing was done\. Correct the arguments/);
      expect(text).toMatch(words);
      expect({ isError, requests }).toEqual({ isError: true, requests: [] });
      return text;
    },
  };
}

/** Expects that Telnyx sees nothing of what `work` does. */
export async function expectNothingSent(app: { readonly telnyx: string }, work: () => Promise<unknown>): Promise<void> {
  expect(await telnyxControls(app).during(work)).toEqual([]);
}
