/** Requests that are ready to be sent to an app. */
import { isGood, mcpRequests } from '../requests.ts';

/** Sends it to the app at this origin. It rejects where the answer is not the wanted one. */
export type Send = (origin: string) => Promise<void>;

async function expectGood(response: Response, words: string): Promise<string> {
  const text = await response.text();
  if (response.status !== 200 || !text.includes(words))
    throw new Error(`HTTP ${response.status}, without “${words}”: ${text.slice(0, 600)}`);
  return text;
}

/** A tool of the newer era. */
export function toolCall(token: string, name: string, args: Readonly<Record<string, unknown>>, words: string): Send {
  const balance = mcpRequests(token).find((each) => each.name === 'tools/call' && each.era === 'modern');
  if (!balance) throw new Error('The request is missing.');
  const body = balance.body.replace('"name":"get_balance","arguments":{}', () => `"name":"${name}","arguments":${JSON.stringify(args)}`);
  const { 'content-length': _length, ...rest } = balance.headers;
  const headers = { ...rest, 'mcp-name': name };
  return async (origin) => {
    const text = await expectGood(await fetch(`${origin}/mcp/stream`, { method: 'POST', headers, body }), words);
    if (!isGood(200, text)) throw new Error(text.slice(0, 600));
  };
}

export const get =
  (path: string, cookie: string, words: string): Send =>
  async (origin) => {
    await expectGood(await fetch(`${origin}${path}`, { headers: { cookie } }), words);
  };

export const post =
  (path: string, body: URLSearchParams | string, headers: Readonly<Record<string, string>> = {}, words = ''): Send =>
  async (origin) => {
    await expectGood(await fetch(`${origin}${path}`, { method: 'POST', body, headers }), words);
  };
