import { shownClientName, type Grant } from '../../identity/index.ts';
import { html, icon, type End, type Html } from '../../platform/index.ts';
import { UNNAMED_TOKEN } from '../token/index.ts';

/** Who vouches for a client. A name alone proves nothing. */
type Voucher = { readonly host: string } | 'operator' | 'nobody';

function voucherOf({ clientId }: Grant, configured: ReadonlySet<string>): Voucher {
  if (configured.has(clientId)) return 'operator';
  return clientId.startsWith('https://') && URL.canParse(clientId) ? { host: new URL(clientId).host } : 'nobody';
}

/** A client or copied token in words. */
interface ClientWords {
  /** For the row; in quotation marks if nobody vouches for it. */
  readonly title: string;
  /** For the question whether to revoke it. */
  readonly name: string;
  /** Who vouches for it. */
  readonly known: Html | string;
  readonly glyph: End;
  /** Nothing but the time it was made tells it from others. */
  readonly unnamed: boolean;
}

/**
 * @param configured Ids of the clients that the operator set up.
 */
export function clientWords(grant: Grant, configured: ReadonlySet<string>): ClientWords {
  const name = shownClientName(grant.clientName);
  if (grant.kind === 'pasted') {
    const unnamed = grant.clientName === UNNAMED_TOKEN;
    return {
      title: unnamed ? 'Unnamed token' : name,
      name: unnamed ? 'this token' : `“${name}”`,
      known: 'Copied token',
      glyph: 'key',
      unnamed,
    };
  }
  const voucher = voucherOf(grant, configured);
  const title = voucher === 'nobody' ? `“${name}”` : name;
  return { title, name: title, known: knownAs(voucher), glyph: glyphOf(name, voucher), unnamed: false };
}

function knownAs(voucher: Voucher): Html | string {
  if (voucher === 'operator') return 'Set up by the operator';
  return voucher === 'nobody' ? 'Not verified' : html`<span class="hint ok">${icon('shield')}${voucher.host}</span>`;
}

/** Hints at the kind of client. Nobody gets the sign of Claude by a name alone. */
function glyphOf(name: string, voucher: Voucher): End {
  if (/\b(?:codex|claude code|cli|inspector)\b/i.test(name)) return 'terminal';
  if (/\b(?:vs ?code|visual studio|cursor|windsurf)\b/i.test(name)) return 'braces';
  if (voucher === 'nobody') return 'question';
  if (voucher !== 'operator' && /(?:^|\.)claude\.(?:ai|com)$/.test(voucher.host)) return 'spark';
  return 'globe';
}
