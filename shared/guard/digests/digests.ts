import { createHmac } from 'node:crypto';
import canonicalize from 'canonicalize';
import { createSealKeys } from '../../identity/index.ts';
import { isRecord, type Secrets } from '../../platform/index.ts';
import type { GuardedCall } from '../call.ts';
import type { Facts } from '../facts/index.ts';
import { partiesOf } from '../parties.ts';

/**
 * What a call is known by in the table. A digest is an HMAC-SHA-256 in base64url, so that nobody can try numbers out. There is one under each
 * key that may be in use, the active one first: during a rotation, rows are still found.
 */
export interface CallDigests {
  /** Person, tool, recipients and content: the same for every call that does the same. */
  readonly what: readonly string[];
  /** Person, client, tool, all arguments and the price: what a person agrees to. */
  readonly exact: readonly string[];
  /** Person, tool and all arguments: what a request key stands for. */
  readonly request: readonly string[];
  /** Person and request key; empty without one. */
  readonly key: readonly string[];
  readonly recipients: readonly (readonly string[])[];
  /** The sender, or the profile whose numbers send. Empty where the tool finds the sender. */
  readonly sender: readonly string[];
}

/** Characters of base64url: 132 bits. */
const LENGTH = 22;

type Digest = (...parts: unknown[]) => readonly string[];

/** Both reject with SecretUnavailableError. */
export interface DigestMaker {
  ofCall(call: GuardedCall, facts: Facts): Promise<CallDigests>;
  /** @param number +E.164, short code or SIP URI in canonical form */
  ofNumber(number: string): Promise<readonly string[]>;
}

export function createDigests(secrets: Secrets): DigestMaker {
  const keys = createSealKeys(secrets, 'guard');
  const maker = async (): Promise<Digest> => {
    const all = await keys.neighbours();
    return (...parts: unknown[]) => {
      const text = canonicalize(wellFormed(parts)) ?? '';
      return all.map(({ key }) => createHmac('sha256', key).update(text).digest('base64url').slice(0, LENGTH));
    };
  };
  return {
    async ofCall({ principal, tool, args, requestKey }, { recipients, sender, price, knownCents }) {
      const under = await maker();
      const { subject, clientId } = principal;
      return {
        what: under('what', subject, tool.name, contentOf(tool, args)),
        exact: under('exact', subject, clientId, tool.name, args, price ?? null, knownCents ?? null),
        request: under('request', subject, tool.name, args),
        key: requestKey === undefined ? [] : under('key', subject, requestKey),
        recipients: recipients.map(({ address }) => under('number', address)),
        sender: senderOf(sender, args, under),
      };
    },
    async ofNumber(number) {
      return (await maker())('number', number);
    },
  };
}

/** Without a sender, the profile chooses one of its numbers. */
function senderOf(sender: string | undefined, { messaging_profile_id: profile }: GuardedCall['args'], under: Digest) {
  if (sender !== undefined) return under('number', sender);
  return profile === undefined ? [] : under('profile', profile);
}

/** Half a surrogate pair, which JCS refuses (RFC 8785 section 3.2.2.2), travels as U+FFFD. Contents of files may hold one. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.toWellFormed(), wellFormed(member)]));
}

/** The arguments that make a call what it is: numbers in one spelling, texts with single blanks. */
function contentOf({ rules, parties }: GuardedCall['tool'], args: GuardedCall['args']): unknown {
  const content = Object.entries(args).filter(([name]) => !rules.aside.includes(name));
  return [Object.fromEntries(content.map(([name, value]) => [name, plain(value)])), partiesOf(parties, args).to];
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (Array.isArray(value)) return value.map(plain);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)])) : value;
}
