/**
 * `npm run -s token`: logs in to the running local app as a browser would, and prints the access token alone.
 * Options: --user reader|operator|owner, --scope "telnyx.read …", --base URL (default: where `npm start` runs it).
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readRunning } from './running.ts';
import { Browser } from './token-browser.ts';

/** Where `npm start` runs the app, unless PORT says where. */
function defaultBase(): string {
  const port = process.env['PORT'];
  return port === undefined ? (readRunning()?.url ?? 'http://localhost:7071') : `http://localhost:${port}`;
}

const Flags = z.object({
  user: z.string().regex(/^\w+$/, 'the name of a user, such as reader, operator or owner').default('owner'),
  scope: z.string().optional(),
  base: z.url('the URL of the app, such as http://localhost:7071').default(defaultBase),
});

async function main(): Promise<string> {
  const text = { type: 'string' } as const;
  const { user, scope, base } = Flags.parse(parseArgs({ options: { user: text, scope: text, base: text } }).values);
  const browser = new Browser();
  const signIn = await browser.post(new URL('/auth/login', base), {});
  if (!signIn.text.includes('Stand-in for Microsoft Entra ID')) {
    throw new Error(`The login at ${signIn.url.origin} asks for a real account: log in with a browser at ${base}/test-auth`);
  }
  const page = await browser.post(signIn.url, { ...signIn.hidden, user });
  if (page.text.includes('AADSTS50034')) throw new Error(`There is no user "${user}" here: take reader, operator or owner.`);
  if (scope === undefined) return tokenFrom(page.text);
  const asked = scope.split(' ').filter(Boolean);
  const allowed = scopesOf(tokenFrom(page.text));
  const missing = asked.filter((each) => !allowed.includes(each));
  if (missing.length > 0) throw new Error(`This user's role does not allow: ${missing.join(' ')} (it allows: ${allowed.join(' ')})`);
  const narrowed = await browser.post(new URL('/test-auth', base), { action: 'issue', scope: asked });
  return tokenFrom(narrowed.text);
}

function tokenFrom(html: string): string {
  const token = /<textarea id="token"[^>]*>([\w-]+\.[\w-]+\.[\w-]+)<\/textarea>/.exec(html)?.[1];
  if (token === undefined) throw new Error(`The login did not end at the token: ${/<h1>([^<]*)<\/h1>/.exec(html)?.[1] ?? 'no page'}`);
  return token;
}

/** Reads the scopes without verifying the token, which is the server's task. */
function scopesOf(token: string): string[] {
  const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  return z.object({ scope: z.string() }).parse(payload).scope.split(' ');
}

main().then(
  (token) => process.stdout.write(`${token}\n`),
  (error: unknown) => {
    const noAnswer = error instanceof TypeError && 'cause' in error;
    const message = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error);
    console.error(noAnswer ? 'Nothing answers there. Is the app running (npm start)? Another port or host: --base URL' : message);
    process.exitCode = 1;
  },
);
