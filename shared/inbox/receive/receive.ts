import { AppError, BodyTooLargeError, json, readBytes, type Handler, type Logger } from '../../platform/index.ts';
import { eventId, isInterim, readEvent } from '../event/index.ts';
import type { Store } from '../store/index.ts';
import { readBodyOf } from './body.ts';
import type { PublicKeys } from './public-keys.ts';
import { isSigned, readProof, type Proof } from './signature.ts';

/** Telnyx did not sign this, or not lately. */
class UnsignedError extends AppError {
  override readonly name = 'UnsignedError';
  readonly code = 'webhook_unsigned';
  override readonly logFields: { readonly reason: string };

  constructor(reason: 'no_signature' | 'version_1' | 'old' | 'wrong_signature') {
    super('This route takes events that Telnyx has signed within the last five minutes.');
    this.logFields = { reason };
  }
}

interface Parts {
  readonly keys: PublicKeys;
  readonly store: Pick<Store, 'add'>;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** The same as in Telnyx's own libraries. */
const TOLERANCE_MS = 300_000;
/** Bytes. The largest events that Telnyx documents have some thousand. */
const MOST_UNSIGNED = 1024 ** 2;
const MOST_SIGNED = 2 * 1024 ** 2;
/** Telnyx gives up after two seconds. */
const BODY_MS = 5_000;

/**
 * Takes one event: checks who sent it, keeps it, answers 200. What is signed is kept, also where nobody understands it; nothing else happens
 * here. Trouble of our own is 503, never 4xx, because Telnyx would not send a voice event again.
 */
export const createReceiver =
  ({ keys, store, log, clock }: Parts): Handler =>
  async (request) => {
    const proof = readProof(request.headers);
    const most = proof ? MOST_SIGNED : MOST_UNSIGNED;
    if (Number(request.headers.get('content-length')) > most) throw new BodyTooLargeError(most);
    // Version 1 of the webhooks is signed with a secret that each profile has for itself.
    if (!proof) throw new UnsignedError(request.headers.has('x-telnyx-signature') ? 'version_1' : 'no_signature');
    if (Math.abs(clock() - proof.sentAt) > TOLERANCE_MS) throw new UnsignedError('old');
    const bytes = await readBytes(request, most, BODY_MS);
    await requireSignature(keys, proof, bytes);
    const body = readBodyOf(bytes, request.headers.get('content-type'));
    const event = readEvent(body);
    const outcome = isInterim(event) ? 'interim' : await store.add({ id: eventId(body), event, body, sentAt: proof.sentAt });
    log.info('webhook_received', { kind: event.kind, outcome });
    return json(200, { received: true });
  };

async function requireSignature(keys: PublicKeys, proof: Proof, bytes: Uint8Array): Promise<void> {
  if (!(await keys.check((known) => isSigned(proof, bytes, known)))) throw new UnsignedError('wrong_signature');
}
