import type { CallResult } from '../../app/e2e/clients/client-libraries.ts';

/** A client that is connected. All reject with what the client tells its user. */
export interface Session {
  tools(): Promise<readonly string[]>;
  call(name: string, args: Readonly<Record<string, unknown>>): Promise<CallResult>;
  close(): Promise<void>;
}

/** Where one client runs: what it remembers is below `home`, what it opens comes to a person. */
export interface Computer {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type Connect = (url: string, authorization: string | undefined, computer: Computer) => Promise<Session>;
