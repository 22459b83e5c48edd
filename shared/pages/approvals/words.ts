import { html, type Html, type Icon } from '../../platform/index.ts';
import { shownClientName } from '../../identity/index.ts';
import { CALLER, type Shown } from '../../guard/index.ts';
import { COPIED_TOKEN_CLIENT } from '../token/index.ts';

/** What the pages say about one kind of action. */
export interface ActionWords {
  /** Completes "“Claude” wants to …". */
  readonly wants: string;
  /** Of the window. */
  readonly question: string;
  /** Buttons. */
  readonly yes: string;
  readonly no: string;
  readonly icon: Icon;
  /** Whom or what it reaches. */
  readonly end: Icon;
  /** Titles and sentences of the pages afterwards. */
  readonly done: string;
  readonly doneOnce: string;
  readonly notDone: string;
  readonly nobody: string;
  readonly nothing: string;
  readonly again: string;
  /** Below the question. */
  readonly noUndo: string;
  readonly onlyThis: string;
  readonly forAnHour: string;
}

const TEXT: ActionWords = {
  wants: 'send a text',
  question: 'Send this text?',
  yes: 'Send',
  no: 'Don’t send',
  icon: 'send',
  end: 'phone',
  done: 'Sent',
  doneOnce: 'It was sent once.',
  notDone: 'Not sent',
  nobody: 'Nobody got this text, and nothing was charged.',
  nothing: 'Nothing was sent.',
  again: 'Still want to send it?',
  noUndo: 'A text cannot be taken back.',
  onlyThis: 'Only this text',
  forAnHour: 'Every message to this number',
};

const CALL: ActionWords = {
  wants: 'call someone',
  question: 'Make this call?',
  yes: 'Call',
  no: 'Don’t call',
  icon: 'phone',
  end: 'person',
  done: 'Called',
  doneOnce: 'The call was made once.',
  notDone: 'Not called',
  nobody: 'Nobody was called, and nothing was charged.',
  nothing: 'Nobody was called.',
  again: 'Still want to call?',
  noUndo: 'A call reaches a person and costs money.',
  onlyThis: 'Only this call',
  forAnHour: 'Every call and fax to this number',
};

const ORDER: ActionWords = {
  wants: 'buy phone numbers',
  question: 'Buy this?',
  yes: 'Buy',
  no: 'Don’t buy',
  icon: 'cart',
  end: 'phone',
  done: 'Bought',
  doneOnce: 'It was ordered once.',
  notDone: 'Not bought',
  nobody: 'Nothing was bought, and nothing was charged.',
  nothing: 'Nothing was bought.',
  again: 'Still want to buy it?',
  noUndo: 'An order cannot be undone. The monthly price is due until you give the number up.',
  onlyThis: 'Only this order',
  forAnHour: 'Every order like this',
};

const OTHER: ActionWords = {
  wants: 'do this',
  question: 'Do this?',
  yes: 'Do it',
  no: 'Don’t do it',
  icon: 'edit',
  end: 'list',
  done: 'Done',
  doneOnce: 'It was done once.',
  notDone: 'Not done',
  nobody: 'Nothing was changed.',
  nothing: 'Nothing was changed.',
  again: 'Still want it?',
  noUndo: 'It is done once, as soon as your chat goes on.',
  onlyThis: 'Only this',
  forAnHour: 'Everything like this',
};

/** What is said of an action without words of its own, by what it can do at worst. */
const OF_RISK: Readonly<Partial<Record<Shown['risk'], Partial<ActionWords>>>> = {
  outbound: {
    icon: 'send',
    end: 'person',
    nobody: 'Nobody was reached.',
    nothing: 'Nobody was reached.',
    noUndo: 'What reaches a person cannot be taken back.',
  },
  purchase: {
    icon: 'cart',
    notDone: 'Not bought',
    nobody: 'Nothing was bought, and nothing was charged.',
    nothing: 'Nothing was bought.',
    noUndo: 'It costs money, once or every month.',
  },
  destructive: { icon: 'alert', noUndo: 'What is deleted or overwritten does not come back.' },
  credential: { icon: 'key' },
};

/** An hour's permission is for all that counts as the same kind: an operation has that of its kind. */
const FOR_AN_HOUR: Readonly<Record<Shown['what'], string>> = {
  text: TEXT.forAnHour,
  call: CALL.forAnHour,
  order: ORDER.forAnHour,
  other: OTHER.forAnHour,
};

export function wordsOf(shown: Shown): ActionWords {
  const { what, title, numbers } = shown;
  if (operationOf(shown) !== undefined) return { ...otherWords(shown), question: `${title}?`, forAnHour: FOR_AN_HOUR[what] };
  switch (what) {
    case 'text':
      return TEXT;
    case 'call':
      return { ...CALL, wants: asVerb(title) };
    case 'order':
      return {
        ...ORDER,
        wants: numbers.length === 0 ? ORDER.wants : numbers.length === 1 ? 'buy a phone number' : `buy ${numbers.length} phone numbers`,
      };
    case 'other':
      return otherWords(shown);
  }
}

const otherWords = ({ title, risk }: Shown): ActionWords => ({
  ...OTHER,
  ...OF_RISK[risk],
  ...buttonsOf(title),
  wants: asVerb(title),
});

/** The argument by which a tool that carries out operations is told which. */
export const OPERATION = 'operation_id';

/** @returns the operation of Telnyx that a call carries out, where the title is that of the operation */
export function operationOf({ tool, others }: Pick<Shown, 'tool' | 'others'>): string | undefined {
  if (!CALLER.test(tool)) return undefined;
  const value = others.find(({ name }) => name === OPERATION)?.value;
  return value === undefined ? undefined : value.slice(1, -1);
}

/** Titles of tools and of operations begin with a verb: `Delete a file`. */
const asVerb = (title: string): string => title.charAt(0).toLowerCase() + title.slice(1);

const VERB = /^[\p{L}-]+(?: (?:up|down|in|on|off|out)\b(?! to\b))?/u;

/** Buttons say what happens: `Delete`, `Don’t delete`. */
function buttonsOf(title: string): Pick<ActionWords, 'yes' | 'no'> {
  const [verb = OTHER.yes] = VERB.exec(title) ?? [];
  return { yes: verb, no: `Don’t ${asVerb(verb)}` };
}

/**
 * The client, as it calls itself: in quotation marks, because anyone can use any name. One that tells no name, as many do, is called by the host
 * that vouches for it.
 *
 * @param place in the sentence
 */
export function clientOf(shown: Pick<Shown, 'clientName' | 'clientId'>, place: 'first' | 'later' = 'first'): Html {
  if (shown.clientName !== undefined) return html`“<bdi>${shownClientName(shown.clientName)}</bdi>”`;
  const host = clientHost(shown);
  if (host !== undefined) return html`${host}`;
  const article = place === 'first' ? 'A' : 'a';
  return html`${article} ${shown.clientId === COPIED_TOKEN_CLIENT ? 'copied token' : 'client'}`;
}

/** The host that vouches for the client, where its id is an address. */
export function clientHost({ clientId }: Pick<Shown, 'clientId'>): string | undefined {
  return clientId.startsWith('https://') && URL.canParse(clientId) ? new URL(clientId).host : undefined;
}
