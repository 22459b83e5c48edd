import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { Grant } from '../../../shared/identity/grants/index.ts';
import type { MintedCode } from './codes.ts';

export type Host = 0 | 1;

/**
 * `age`: how many tokens before the newest that came so far. `chase`: refreshes the newest, then what comes of it, and so on, three times.
 */
export type Move =
  | { readonly kind: 'redeem'; readonly host: Host }
  | { readonly kind: 'chase'; readonly host: Host }
  | { readonly kind: 'refresh' | 'revoke'; readonly host: Host; readonly age: number };

interface Event {
  readonly move: Move;
  /** Generation of the refresh token that was presented. */
  readonly presented: number | undefined;
  /** Places in the one order of all beginnings and ends. */
  readonly begunAt: number;
  readonly endedAt: number;
  readonly status: number;
  readonly error: string | undefined;
  /** Generation of the refresh token that came back. */
  readonly received: number | undefined;
}

const Answer = z.object({ error: z.string().optional(), refresh_token: z.string().optional() });
const Facts = z.object({ facts: z.object({ generation: z.number() }) });
const generationOf = (token: string) => Facts.parse(decodeJwt(token)).facts.generation;

/** What one client did with one code and its tokens, and what came of it. */
export class History {
  readonly #urls: readonly [string, string];
  readonly #clientId: string;
  readonly #minted: MintedCode;
  readonly #tokens: string[] = [];
  readonly #events: Event[] = [];
  #places = 0;

  constructor(urls: readonly [string, string], clientId: string, minted: MintedCode) {
    this.#urls = urls;
    this.#clientId = clientId;
    this.#minted = minted;
  }

  /** Sends all of these at the same time and waits for the answers. */
  async play(moves: readonly Move[]): Promise<void> {
    const known = [...this.#tokens].sort((one, other) => generationOf(other) - generationOf(one));
    await Promise.all(
      moves.map(async (move) => {
        if (move.kind === 'redeem') {
          await this.#send(move, '/token', this.#redemption(), undefined);
          return;
        }
        if (move.kind === 'chase') {
          await this.#chase(move, known[0]);
          return;
        }
        const token = known[Math.min(move.age, known.length - 1)];
        if (token === undefined) return;
        if (move.kind === 'refresh') await this.#refresh(move, token);
        else await this.#send(move, '/revoke', { token }, generationOf(token));
      }),
    );
  }

  #refresh(move: Move, token: string): Promise<string | undefined> {
    const form = { grant_type: 'refresh_token', refresh_token: token, client_id: this.#clientId };
    return this.#send(move, '/token', form, generationOf(token));
  }

  async #chase(move: Move, newest: string | undefined): Promise<void> {
    let token = newest;
    for (let count = 0; token !== undefined && count < 3; count++) token = await this.#refresh(move, token);
  }

  #redemption(): Record<string, string> {
    const { code, verifier, content } = this.#minted;
    const { redirectUri } = content;
    return { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri, client_id: this.#clientId };
  }

  async #send(move: Move, path: string, form: Record<string, string>, presented: number | undefined): Promise<string | undefined> {
    const begunAt = this.#places++;
    const response = await fetch(`${this.#urls[move.host]}${path}`, { method: 'POST', body: new URLSearchParams(form) });
    const text = await response.text();
    const { error, refresh_token: token } = Answer.parse(text === '' ? {} : JSON.parse(text));
    if (token !== undefined && !this.#tokens.includes(token)) this.#tokens.push(token);
    const received = token === undefined ? undefined : generationOf(token);
    this.#events.push({ move, presented, begunAt, endedAt: this.#places++, status: response.status, error, received });
    return token;
  }

  /**
   * Presents what must not work any more, as a thief would: everything that was replaced twice and, where the grant has ended, everything.
   * Whatever is answered is part of the history.
   */
  async probe(row: Grant | undefined): Promise<void> {
    const over = this.#tokens.filter((token) => !row || row.revoked !== undefined || generationOf(token) <= row.generation - 2);
    for (const token of over) await this.#refresh({ kind: 'refresh', host: 0, age: 0 }, token);
  }

  /** Everything that broke a rule. */
  faults(row: Grant | undefined): string[] {
    const succeeded = this.#events.filter(({ received }) => received !== undefined);
    const redeemed = succeeded.filter(({ move }) => move.kind === 'redeem');
    const live = row && !row.revoked ? this.#tokens.filter((token) => generationOf(token) === row.generation) : [];
    return [
      ...this.#events.filter(({ status }) => ![200, 400].includes(status)).map(({ status }) => `HTTP ${status}`),
      ...this.#events.flatMap(({ error }) => (error === undefined || error === 'invalid_grant' ? [] : [`error ${error}`])),
      ...(redeemed.length > 1 ? [`${redeemed.length} redemptions`] : []),
      ...(live.length > 1 ? [`${live.length} live refresh tokens`] : []),
      ...(this.#tokens.some((token) => row === undefined || generationOf(token) > row.generation) ? ['a token that no row knows'] : []),
      ...succeeded.filter((event) => this.#wasReuse(event)).map(({ presented }) => `reuse of generation ${presented} accepted`),
      ...succeeded.filter((event) => this.#wasOver(event)).map(({ move }) => `${move.kind} accepted after the end`),
    ];
  }

  /** The presented token was already followed by a used successor when the request began. */
  #wasReuse({ presented, begunAt }: Event): boolean {
    if (presented === undefined) return false;
    return this.#events.some(({ endedAt, received }) => endedAt < begunAt && received !== undefined && received >= presented + 2);
  }

  /** The grant had ended before the request began: by a revocation, a replayed code, a reused token. */
  #wasOver({ begunAt }: Event): boolean {
    const redeemedAt = Math.min(
      ...this.#events.filter((each) => each.move.kind === 'redeem' && each.received !== undefined).map((each) => each.endedAt),
    );
    return this.#events.some((other) => {
      if (other.endedAt >= begunAt) return false;
      if (other.move.kind === 'revoke') return other.status === 200;
      const replay = other.move.kind === 'redeem' && other.error !== undefined && redeemedAt < other.begunAt;
      return replay || (other.error !== undefined && this.#wasReuse(other));
    });
  }

  /** Counts what happened. */
  addTo(seen: { redeemed: number; refreshed: number; refused: number; revoked: number }, row: Grant | undefined): void {
    for (const { move, received, error } of this.#events) {
      if (error !== undefined) seen.refused++;
      if (received === undefined) continue;
      if (move.kind === 'redeem') seen.redeemed++;
      else seen.refreshed++;
    }
    if (row?.revoked) seen.revoked++;
  }
}
