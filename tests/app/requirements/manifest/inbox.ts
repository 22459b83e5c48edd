import { page } from './requirement.ts';

/** What we promise about what Telnyx tells us: nothing is lost, nothing stands there twice, nobody else puts a word in. */
export const INBOX = page('', 'proof: the inbox', [
  ['I1', 'a text to a number of ours: whoever waits has it within three seconds'],
  ['I2', 'the same event three times, two of them at once: one line'],
  ['I3', 'the last state of a message before the one before it: delivered, and it stays so'],
  ['I4', 'a restart between two events: both are there'],
  ['I5', 'tables out of reach for a while: Telnyx sends again, and nothing is lost or doubled'],
  ['I6', "without Telnyx's key nobody puts a word into a conversation: forged, altered, old, unsigned"],
  ['I7', 'somebody answers STOP: the conversation says so, nothing is sent to them from that profile, and START lifts it'],
  ['I8', 'a call to a busy line: one call of a tool says so'],
  ['I9', "Telnyx's key is rotated: no event is lost"],
  ['I10', 'every body that Telnyx is known to send is shown as what it means'],
  ['I11', 'numbers and words of people are in no log and in no table in the clear'],
  ['I12', 'a month later nobody can read it any more, and the month is deleted'],
  ['I13', 'orders in a text of a stranger stay a quotation, in both forms of an answer, and forge no line'],
  ['I14', 'a body that is too large for a row: kept, cut and marked; one that is not signed: refused'],
  ['I15', 'signed and not understood: kept under its name; a form, null, half an emoji, no JSON'],
  ['I16', 'the key service out of reach: 503 and never 4xx, and what comes again is taken'],
  ['I17', 'a process killed between any two steps: the event is there once'],
  ['I18', 'silence is no error: whoever waited gets a cursor, and with it nothing twice and nothing missed'],
  ['I19', 'more waits than there are seats answer at once'],
  ['I20', 'no profile sends its events here: tools say so and offer to connect; a foreign address is never overwritten unasked'],
  ['I21', 'an answer of the person begins the count of messages in ten minutes anew'],
  ['I22', 'the newest page of a conversation takes as many reads with 100,000 messages as with ten'],
  ['I23', 'the page of conversations: whoever may read sees it, others do not; keyboard and phone'],
]);
