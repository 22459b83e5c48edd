/** The vault's secrets with their versions, kept in a state file between runs. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { parseJson, readText, writePrivateFile } from '../../private-file.ts';

const SecretVersion = z.object({
  version: z.string(),
  value: z.string(),
  enabled: z.boolean(),
  /** Seconds since the epoch. */
  created: z.int(),
  updated: z.int(),
  contentType: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
});

export type SecretVersion = z.infer<typeof SecretVersion>;

/** By secret name. The newest version comes last. */
const State = z.record(z.string(), z.array(SecretVersion).min(1));

type State = z.infer<typeof State>;

/** @throws Error for a file that is not a state file; the message quotes nothing of it */
function readState(path: string): State {
  const text = readText(path);
  if (text === undefined) return {};
  const state = State.safeParse(parseJson(text));
  if (state.success) return state.data;
  throw new Error(`${path} is not a state file of the local Key Vault: delete it to begin anew.`);
}

function writeState(path: string, state: State): void {
  writePrivateFile(path, JSON.stringify(state, undefined, 2));
}

interface SecretContent {
  readonly value: string;
  readonly enabled?: boolean | undefined;
  readonly contentType?: string | undefined;
  readonly tags?: Record<string, string> | undefined;
}

export interface StoreOptions {
  /** Values of a new vault. Values in the state file take precedence. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Take precedence over the state file, and are never written to it. */
  readonly overrides?: Readonly<Record<string, string>>;
  readonly stateFile?: string;
}

export interface SecretStore {
  /** Without `version`, the newest one. */
  get(name: string, version?: string): SecretVersion | undefined;
  /** Adds a version. */
  set(name: string, content: SecretContent): SecretVersion;
  names(): string[];
}

function newVersion({ value, enabled = true, contentType, tags }: SecretContent): SecretVersion {
  const now = Math.floor(Date.now() / 1000);
  return {
    version: randomBytes(16).toString('hex'),
    value,
    enabled,
    created: now,
    updated: now,
    ...(contentType === undefined ? {} : { contentType }),
    ...(tags === undefined ? {} : { tags }),
  };
}

const firstVersions = (values: Readonly<Record<string, string>>): [string, SecretVersion[]][] =>
  Object.entries(values).map(([name, value]) => [name, [newVersion({ value })]]);

/**
 * Reads the state file, and writes it back with the added values.
 * @throws Error for a file that is not a state file
 */
export function openStore({ secrets = {}, overrides = {}, stateFile }: StoreOptions): SecretStore {
  const saved: State = stateFile === undefined ? {} : readState(stateFile);
  const versions = new Map<string, SecretVersion[]>([...firstVersions(secrets), ...Object.entries(saved), ...firstVersions(overrides)]);

  function save(): void {
    if (stateFile === undefined) return;
    writeState(stateFile, Object.fromEntries([...versions].filter(([name]) => !(name in overrides))));
  }
  save();

  return {
    get: (name, version) => {
      const known = versions.get(name);
      return version === undefined ? known?.at(-1) : known?.find((candidate) => candidate.version === version);
    },
    set: (name, content) => {
      const added = newVersion(content);
      versions.set(name, [...(versions.get(name) ?? []), added]);
      save();
      return added;
    },
    names: () => [...versions.keys()].sort(),
  };
}
