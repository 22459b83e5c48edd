/** What `npm start` says when the app serves: whether it is ready, and where everything is. */
import { z } from 'zod';

const Readiness = z.object({
  ready: z.boolean(),
  checks: z.record(z.string(), z.boolean()),
  /** Why a check fails, for those that do. */
  reasons: z.record(z.string(), z.object({ text: z.string() })).default({}),
  /** One sentence for each invalid setting. */
  settings: z.array(z.string()).optional(),
  /** Id of the error in the log, where the app could not start. */
  id: z.string().optional(),
  /** Of the 46 of Telnyx. */
  tools: z.number(),
  /** Beside them. */
  more: z.number(),
});
export type Readiness = z.output<typeof Readiness>;

export async function askReadiness(url: string): Promise<Readiness> {
  const answer = await fetch(`${url}/health/ready`, { headers: { accept: 'application/json' } });
  return Readiness.parse(await answer.json());
}

/** @returns undefined where the app serves */
export function outageText(url: string, { settings, id }: Readiness): string | undefined {
  const reason = startErrorOf(settings, id);
  return reason === undefined ? undefined : `\nNothing is served: every route of ${url} answers 503.\n\n${reason}\n\nCtrl+C stops it.\n`;
}

function startErrorOf(settings: readonly string[] | undefined, id: string | undefined): string | undefined {
  if (settings !== undefined) {
    const list = settings.map((sentence) => `  - ${sentence}`).join('\n');
    return `The configuration is not usable:\n${list}\n\nChange local.settings.json or the environment, then start again.`;
  }
  return id === undefined ? undefined : `The app could not start: the error in the log has the id ${id}.`;
}

/** @returns undefined where the app is ready */
export function notReadyText(url: string, { ready, checks, reasons }: Readiness): string | undefined {
  if (ready) return undefined;
  const failing = Object.entries(checks).flatMap(([name, good]) => (good ? [] : [reasons[name]?.text ?? name]));
  return `Not ready yet: ${[...new Set(failing)].join('; ')}. See ${url}/health/ready`;
}

export const toolsText = ({ tools, more }: Readiness): string => `${tools} Telnyx tools, ${more} more`;

interface Telnyx {
  readonly simulated: boolean;
  /** Address of the simulator's phone, where the app uses the simulator. */
  readonly phone: string | undefined;
}

/** Programs read its first line. */
export function readyText(url: string, readiness: Readiness, { simulated, phone }: Telnyx): string {
  const telnyx = simulated
    ? 'simulated on this machine: nothing is sent, nothing costs anything'
    : 'the REAL Telnyx account of TELNYX_API_KEY: messages are sent and cost money';
  return `Ready on ${url} (${toolsText(readiness)})

  Telnyx        ${telnyx}
  Connect       ${url}/
  Get a token   ${url}/test-auth
  Access        ${url}/tokens
  MCP endpoint  ${url}/mcp/stream${phone === undefined ? '' : `\n  Test phone    ${phone}`}

Ctrl+C stops it.
`;
}
