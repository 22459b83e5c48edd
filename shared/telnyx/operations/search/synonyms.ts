import { wordsOf } from './words.ts';

/** What people say, and the words of the field for it. */
const SAID: readonly (readonly [said: string, meant: string])[] = [
  // Messages.
  ['sms text texting', 'message messaging sms text'],
  ['mms picture image photo pic', 'mms media photo picture'],
  ['texted', 'message'],
  ['unsubscribe unsubscribed stop optout', 'opt-out unsubscribe'],
  ['chat', 'conversation message'],
  ['mail mails', 'email'],
  ['email', 'mail'],
  // Calls.
  ['ring dial phone telephone', 'call dial'],
  ['caller callers', 'call'],
  ['hangup', 'end hang'],
  ['bot bots chatbot voicebot agent', 'assistant ai agent'],
  ['speech voice', 'speak voice tts'],
  ['tts', 'speech speak'],
  ['stt', 'transcription'],
  ['llm llms gpt', 'model'],
  ['transcript transcribe', 'transcription'],
  ['music song jingle', 'audio play playback'],
  ['silence', 'mute'],
  ['tones keys keypad press', 'dtmf gather keys'],
  ['queue waiting', 'queue'],
  // Numbers.
  ['cell mobile cellphone handset landline', 'phone number mobile'],
  ['did dids line lines', 'number'],
  ['paper papers paperwork', 'document requirement regulatory'],
  ['operator provider', 'carrier'],
  ['tollfree 800', 'toll-free'],
  ['911 112 e911', 'emergency'],
  ['spam scam', 'reputation spam'],
  ['loa', 'letter authorization'],
  ['whitelist whitelisted allowlist', 'allow allowed'],
  ['ported portable', 'portability port'],
  // Codes.
  ['otp pin 2fa passcode code', 'verification code verify'],
  // Money.
  ['money credit funds guthaben kontostand', 'balance'],
  ['bill bills', 'invoice charges'],
  ['spend spent spending cost costs expense price', 'cost usage charges spend'],
  ['topup recharge refill', 'recharge top-up'],
  ['cap limit quota', 'limit'],
  // SIM cards, networks.
  ['sim sims', 'sim card'],
  ['vpn', 'wireguard'],
  ['trunk trunks pbx', 'sip connection'],
  ['teams', 'external connection operator'],
  ['folder', 'bucket'],
  ['file files', 'media document file'],
  ['meeting', 'room conference session'],
  ['country countries nation world abroad overseas', 'country international coverage'],
  ['costly expensive pricey', 'rate cost price'],
  // German, which slips in.
  ['anruf anrufe anrufen telefonat', 'call dial'],
  ['nachricht nachrichten', 'message text'],
  ['nummer nummern rufnummer', 'number phone'],
  ['rechnung rechnungen', 'invoice'],
  ['aufnahme aufnahmen aufzeichnung', 'recording'],
  ['weiterleiten weiterleitung umleiten', 'forward forwarding'],
  ['kaufen kaufe bestellen', 'buy order'],
  ['senden sende schicken schicke', 'send'],
  ['loschen losche', 'delete'],
  ['anzeigen zeige zeig', 'show list'],
  ['karte karten', 'card'],
  ['vorlage vorlagen', 'template'],
  // What is to be done.
  ['buy purchase', 'buy order purchase'],
  ['order', 'buy order'],
  ['create add new make open register', 'create add new register'],
  ['delete remove erase drop release cancel', 'delete remove'],
  ['cancel stop abort halt', 'cancel stop end'],
  ['terminate deactivate shut', 'end deactivate disable'],
  ['change update edit modify set adjust', 'change update set'],
  ['move assign attach put', 'assign put move'],
  ['enable activate on', 'enable switch on'],
  ['disable deactivate off', 'disable switch off'],
  ['show see view display', 'list get show'],
  ['list', 'list'],
  ['find search', 'search list find'],
  ['download export', 'download'],
  ['upload', 'upload'],
  ['alert warn notify notified', 'notification'],
  ['forward forwarding', 'forward forwarding transfer'],
  ['reserve hold', 'reservation hold reserve'],
  ['statistics stats performance', 'metrics statistics'],
  ['history log past', 'history log events'],
  ['comment note', 'comment'],
  ['dispute contest appeal', 'appeal contest'],
  ['bulk mass many batch', 'bulk batch job'],
];

const made = new Map<string, Set<string>>();
for (const [said, meant] of SAID) {
  for (const word of wordsOf(said)) {
    const known = made.get(word) ?? new Set<string>();
    for (const other of wordsOf(meant)) if (other !== word) known.add(other);
    made.set(word, known);
  }
}

/** Stems by the stem of what people say. */
export const SYNONYMS: ReadonlyMap<string, ReadonlySet<string>> = made;
