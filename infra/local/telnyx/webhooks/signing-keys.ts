import type { KeyObject } from 'node:crypto';
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';

/** One Ed25519 key as the API shows it: `public` is the base64 of its 32 raw bytes. */
export interface ShownKey {
  readonly id: string;
  readonly public: string;
}

interface SigningKey extends ShownKey {
  readonly secret: KeyObject;
}

/** For so long after a rotation events may be signed by the old key too, on the simulator's clock. */
const ROTATION_MS = 60 * 60_000;

function createKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { id: randomUUID(), public: Buffer.from(x, 'base64url').toString('base64'), secret: privateKey };
}

const shown = ({ id, public: bytes }: SigningKey): ShownKey => ({ id, public: bytes });

/** The keys that sign the webhooks of one organization. The first is made when somebody asks for it. */
export function createSigningKeys() {
  const inactive = new Map<string, SigningKey>();
  let made: SigningKey | undefined;
  let old: { readonly key: SigningKey; readonly until: number } | undefined;
  let isTurnOfOld = false;
  const active = () => (made ??= createKey());

  /** Within the hour after a rotation the old key and the new one take turns, the old one first. */
  function signer(now: number): SigningKey {
    if (!old || now >= old.until) return active();
    isTurnOfOld = !isTurnOfOld;
    return isTurnOfOld ? old.key : active();
  }

  const add = (): ShownKey => {
    const key = createKey();
    inactive.set(key.id, key);
    return shown(key);
  };

  /** Undefined where no inactive key has the id. */
  const activate = (id: string, now: number): ShownKey | undefined => {
    const next = inactive.get(id);
    if (!next) return undefined;
    inactive.delete(id);
    old = { key: active(), until: now + ROTATION_MS };
    isTurnOfOld = false;
    made = next;
    return shown(next);
  };

  return {
    active: (): ShownKey => shown(active()),
    add,
    activate,
    rotate: (now: number): ShownKey => activate(add().id, now) ?? shown(active()),
    /** Base64 of the signature over `<timestamp>|<body>`. */
    sign: (timestamp: string, body: Buffer, now: number): string => signature(signer(now).secret, timestamp, body),
  };
}

export type SigningKeys = ReturnType<typeof createSigningKeys>;

const signature = (secret: KeyObject, timestamp: string, body: Buffer): string =>
  sign(null, Buffer.concat([Buffer.from(`${timestamp}|`), body]), secret).toString('base64');

/** A signature by a key that no account has. */
export const foreignSignature = (timestamp: string, body: Buffer): string => signature(createKey().secret, timestamp, body);
