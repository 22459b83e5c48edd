/** What `npm start` shows of the host's output: on a terminal short lines, after the banner; elsewhere the lines as they are. */
import { z } from 'zod';
import { parseJson } from './private-file.ts';
import { createTerminalLines } from './terminal-lines.ts';

type Stream = 'stdout' | 'stderr';

export interface AppOutput {
  /** A line of the host's. */
  line(text: string, stream: Stream): void;
  /** To be called before each request for readiness of our own: its line in the log is left out. */
  probing(): void;
  /** Shows what came before the banner. */
  bannerShown(): void;
}

const Routes = z.record(z.string(), z.string());
const Probe = z.object({ event: z.literal('request'), function: z.literal('health-ready') });

interface Options {
  readonly terminal: boolean;
  readonly colours: boolean;
  readonly print?: (text: string, stream: Stream) => void;
}

const toConsole = (text: string, stream: Stream) => (stream === 'stdout' ? console.log : console.error)(text);

/** `/approvals/{id}`; `/` for the home page, whose template is an optional parameter; words for every other address. */
export function pathOfTemplate(template: string): string {
  if (template.startsWith('{*')) return 'an unknown address';
  return `/${template.replace(/\{[^{}]*\?\}$/, '')}`;
}

export function createAppOutput({ terminal, colours, print = toConsole }: Options): AppOutput {
  let routes: z.output<typeof Routes> = {};
  let probes = 0;
  let waiting: [text: string, stream: Stream][] | undefined = terminal ? [] : undefined;
  const shorten = createTerminalLines({ colours, pathOf: (name) => pathOfTemplate(routes[name] ?? name) });

  const isOwnProbe = (text: string) => {
    if (probes === 0 || !Probe.safeParse(parseJson(text)).success) return false;
    probes -= 1;
    return true;
  };

  const show = (text: string, stream: Stream) => {
    const shown = terminal ? shorten(text) : text;
    if (shown === undefined) return;
    if (waiting) waiting.push([shown, stream]);
    else print(shown, stream);
  };

  return {
    line(text, stream) {
      if (text.startsWith('Routes ')) routes = Routes.safeParse(parseJson(text.slice('Routes '.length))).data ?? routes;
      else if (!isOwnProbe(text)) show(text, stream);
    },
    probing: () => void (probes += 1),
    bannerShown() {
      const lines = waiting ?? [];
      waiting = undefined;
      for (const [text, stream] of lines) print(text, stream);
    },
  };
}
