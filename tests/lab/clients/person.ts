import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { listen } from '../../support/listen.ts';
import { approve, type ConsentAction } from '../../support/oauth/authorization.ts';

/** The person at the computer on which a client runs, and the computer's browser. */
export interface Person {
  /** What the client's process needs, so that it opens this browser. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Which button is pressed from now on; the person is an Owner. */
  will(action: ConsentAction): void;
  /** How many pages clients have opened so far. */
  readonly opened: number;
  /** What went wrong in the browser, if anything. */
  readonly errors: readonly string[];
  stop(): Promise<void>;
}

/** With these a desktop's own browser would come before $BROWSER. */
const DESKTOP = [
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XDG_CURRENT_DESKTOP',
  'DESKTOP_SESSION',
  'GNOME_DESKTOP_SESSION_ID',
  'DBUS_SESSION_BUS_ADDRESS',
];

/** Goes back to the client. Some start to listen only after they have opened the browser, which a person would not notice. */
async function goBack(url: URL): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await (await fetch(url)).text();
      return;
    } catch (error) {
      if (tries === 50) throw error;
      await setTimeout(100);
    }
  }
}

export async function startPerson(folder: string): Promise<Person> {
  let action: ConsentAction = 'allow';
  let opened = 0;
  const errors: string[] = [];

  const visit = async (url: string) => goBack((await approve(new URL(url), { action })).url);
  const server = await listen((request, response) => {
    opened++;
    void text(request).then((url) => {
      response.end();
      visit(url).catch((error: unknown) => errors.push(error instanceof Error ? error.message : String(error)));
    });
  });

  const browser = join(folder, 'browser');
  const handOver = 'fetch(process.argv[1], { method: "POST", body: process.argv[2] })';
  await writeFile(browser, `#!/bin/sh\nexec '${process.execPath}' -e '${handOver}' ${server.url} "$1"\n`);
  await chmod(browser, 0o700);
  return {
    env: { ...Object.fromEntries(DESKTOP.map((name) => [name, undefined])), BROWSER: browser },
    will(next) {
      action = next;
    },
    get opened() {
      return opened;
    },
    errors,
    stop: () => server.stop(),
  };
}
