import { html, icon, tag, type Html, type Icon, type Tone } from '../../platform/index.ts';
import type { Scope } from './scopes.ts';

interface Meaning {
  /** A word for lists of permissions. */
  readonly word: string;
  /** The name where people decide. */
  readonly name: string;
  /** What it allows. */
  readonly words: string;
  /** The end of these words, in the colour of what costs money. */
  readonly price?: string;
  readonly icon: Icon;
  readonly tone: Tone;
}

/** What each scope allows, as all pages say and show it. */
export const SCOPE_MEANING: Readonly<Record<Scope, Meaning>> = {
  'telnyx.read': {
    word: 'Read',
    name: 'Read',
    words: 'Numbers, texts, calls, files and the balance. A number lookup costs a little.',
    icon: 'eye',
    tone: 'calm',
  },
  'telnyx.write': {
    word: 'Change',
    name: 'Change',
    words: 'Settings, assistants, files, secrets and live calls; also delete',
    icon: 'edit',
    tone: 'care',
  },
  'telnyx.send': { word: 'Send', name: 'Text and call', words: 'Reaches people and', price: 'costs money', icon: 'send', tone: 'cost' },
  'telnyx.purchase': { word: 'Buy', name: 'Buy numbers', words: '', price: 'Costs money every month', icon: 'cart', tone: 'cost' },
};

/** A permission in one word, in the colour of its risk. */
export function scopeTag(scope: Scope): Html {
  const { tone, icon: name, word } = SCOPE_MEANING[scope];
  return tag(tone, name, word);
}

/**
 * A permission with its switch, as an item of a list.
 *
 * @param state `excluded`: the person's role does not include it, so there is nothing to switch
 */
export function permission(scope: Scope, state: 'on' | 'off' | 'excluded'): Html {
  const { name, words, price, icon: sign, tone } = SCOPE_MEANING[scope];
  if (state === 'excluded') {
    return html`<li>
      <div class="perm">
        <span class="ico">${icon('minus')}</span><span class="grow soft"><b>${name}</b><small>Your role does not include this</small></span>
      </div>
    </li>`;
  }
  return html`<li>
    <label class="perm"
      ><span class="ico ${tone}">${icon(sign)}</span
      ><span class="grow"
        ><b>${name}</b><small>${words} ${price !== undefined && html`<span class="hint cost">${price}</span>`}</small></span
      ><input class="switch" type="checkbox" name="scope" value="${scope}" ${state === 'on' ? 'checked' : ''}
    /></label>
  </li>`;
}
