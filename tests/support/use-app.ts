import { afterAll, afterEach, beforeEach } from '@jest/globals';
import { setEntra } from './entra-controls.ts';
import { login, type LoginOptions } from './login.ts';
import { clientOf, type McpClient } from './mcp-client.ts';
import { run, startHost, startStandIns, type RunningApp, type RunningStandIns } from './running-app.ts';
import { telnyxControls } from './telnyx-controls.ts';
import { use } from './use.ts';
import { vaultControls } from './vault-controls.ts';

type Settings = Readonly<Record<string, string>>;

/** Stand-ins, and apps that are started on them while the tests run. */
export interface StandIns extends RunningStandIns {
  /** Starts a process of the app, which remembers nothing. It is stopped after the test, or after all tests when a hook started it. */
  startApp(...options: OptionsOf<typeof startHost>): Promise<RunningApp>;
}

/** An app on stand-ins of its own. */
export interface App extends RunningApp {
  /** Starts another app on the same stand-ins, with these settings besides. */
  startAnother(settings?: Settings): Promise<RunningApp>;
  /** Starts another process of this app: it speaks for the same origin. */
  startInstance(settings?: Settings): Promise<RunningApp>;
}

interface AppOptions {
  /** A function where they name something that has to be started first. */
  readonly settings?: Settings | (() => Promise<Settings>);
  readonly nodeArguments?: readonly string[];
}

type OptionsOf<Start> = Start extends (standIns: RunningStandIns, ...options: infer Options) => unknown ? Options : never;

/**
 * Starts the stand-ins before the tests of the file (or of the `describe`) and stops them, with every app on them, after the tests. After
 * each test their faults are cleared.
 */
export function useStandIns(): StandIns {
  const ofFile: RunningApp[] = [];
  const ofTest: RunningApp[] = [];
  let started = ofFile;
  const stopAll = (apps: RunningApp[]) => Promise.all(apps.splice(0).map((app) => app.stop()));
  beforeEach(() => void (started = ofTest));
  afterEach(async () => {
    started = ofFile;
    await stopAll(ofTest);
    await Promise.all([telnyxControls(standIns).clearFaults(), vaultControls(standIns).set({}), setEntra(standIns, {})]);
  });
  afterAll(() => stopAll(ofFile));
  const standIns = use(async () => {
    const running = await startStandIns();
    const startApp: StandIns['startApp'] = async (...options) => {
      const app = await startHost(running, ...options);
      started.push(app);
      return app;
    };
    return { ...running, startApp };
  });
  return standIns;
}

/** Starts the built app on stand-ins of its own before the tests of the file (or of the `describe`), and stops both after them. */
export function useApp({ settings = {}, nodeArguments = [] }: AppOptions = {}): App {
  const standIns = useStandIns();
  return use(async () => {
    const usual = typeof settings === 'function' ? await settings() : settings;
    const app = await standIns.startApp(usual, { nodeArguments });
    return {
      ...app,
      startAnother: (changes) => standIns.startApp({ ...usual, ...changes }),
      startInstance: (changes) => standIns.startApp({ ...usual, PUBLIC_BASE_URL: app.url, ...changes }),
    };
  });
}

/** Logs in before the tests. */
export function useClient(app: RunningApp, options: LoginOptions = {}): McpClient {
  return use(async () => clientOf(app, await login(app, options)));
}

/** @returns a way to run programs that are told to end after the test, where they still run. */
export function usePrograms(): typeof run {
  const programs: ReturnType<typeof run>[] = [];
  afterEach(() => Promise.all(programs.splice(0).map((program) => program.stop())));
  return (...command) => {
    const program = run(...command);
    programs.push(program);
    return program;
  };
}
