import { afterAll, describe, expect, test } from '@jest/globals';
import { loadOperations, searchOperations, type Operation } from '../../../../shared/telnyx/index.ts';
import { GAPS } from '../../../../shared/telnyx/operations/search/gaps.ts';
import fresh from './fresh-asks.json';
import further from './further-asks.json';
import paraphrases from './paraphrases.json';
import plain from './plain-asks.json';
import questions from './questions.json';

const everything = { reachable: () => true };
const idsFor = async (query: string, wanted: Parameters<typeof searchOperations>[1] = everything) =>
  (await searchOperations(query, wanted)).operations.map(({ id }) => id);

const figures: string[] = [];
afterAll(() => {
  process.stdout.write(`Among the first five\n${figures.map((line) => `  ${line}\n`).join('')}`);
});

/**
 * What is asked, what should be found, and for how many this must come true. The last two lists were written when the search was done: the last one
 * found 108 of 114 at first.
 */
const LISTS = [
  { what: 'everyday questions', asks: questions, least: 72 },
  { what: 'the same in other words', asks: paraphrases, least: 74 },
  { what: 'asks about other areas', asks: further, least: 66 },
  { what: 'asks that nothing was tuned for', asks: fresh, least: 37 },
  { what: 'asks of a first day, with typing errors', asks: plain, least: 106 },
];

describe('what is asked for is among the first five', () => {
  test.each(LISTS)('$what', async ({ what, asks, least }) => {
    const found = await Promise.all(asks.map(async ({ ask, expect: any }) => (await idsFor(ask)).findIndex((id) => any.includes(id))));
    const hits = found.filter((at) => at >= 0).length;
    figures.push(`${what}: ${hits} of ${asks.length}, ${found.filter((at) => at === 0).length} of them first`);
    expect(hits).toBeGreaterThanOrEqual(least);
  });

  test('every list names operations that there are', async () => {
    const operations = await loadOperations();
    const named = LISTS.flatMap(({ asks }) => asks.flatMap(({ expect: any }) => any));
    expect(named.filter((id) => (operations.one(id)?.class ?? 'never') === 'never')).toEqual([]);
  });
});

describe('how it is written does not matter', () => {
  test.each([
    ['an id', 'SendFax'],
    ['an id in small letters', 'sendfax'],
    ['capitals', 'SEND FAX'],
    ['a plural', 'send faxes'],
    ['another form', 'sending a fax'],
    ['a path', 'POST /faxes'],
    ['accents', 'sénd fàx'],
    ['marks', '«send: fax!»'],
  ])('%s', async (_what, query) => {
    expect(await idsFor(query)).toContain('SendFax');
  });

  test.each(['toll-free verification', 'toll free verification', 'tollfree verification'])('%s', async (query) => {
    expect(await idsFor(query)).toContain('ListVerificationRequests');
  });

  test('a plural of a word without vowels', async () => {
    expect(await idsFor('which LLMs are there')).toContain('list_openai_models');
  });

  test('what Telnyx keeps for former users comes after what it offers', async () => {
    expect((await idsFor('look up a number'))[0]).toBe('LookupNumber');
    expect((await idsFor('usage report for messages'))[0]).not.toMatch(/^(?:get|submit)Mdr/);
  });

  test('with typing errors', async () => {
    expect(await idsFor('vocemail setings')).toContain('GetVoicemail');
    expect(await idsFor('whatsap templats')).toContain('ListWhatsappTemplates');
    expect(await idsFor('recrodings')).toContain('GetRecordings');
    expect(await idsFor('invioce pdf')).toContain('GetInvoiceById');
    expect(await idsFor('notifcation chanels')).toContain('ListNotificationChannels');
    expect(await idsFor('sim crad')).toContain('GetSimCards');
  });

  test('an operation is found first by its whole id', async () => {
    const { all } = await loadOperations();
    const reachable = all.filter((each, at) => each.class !== 'never' && at % 20 === 0);
    const firsts = await Promise.all(reachable.map(async ({ id }) => (await idsFor(id))[0]));
    expect(firsts).toEqual(reachable.map(({ id }) => id));
  });
});

describe('questions and orders', () => {
  const isRead = ({ class: kind }: Operation) => kind === 'read' || kind === 'paid_read';

  test.each(['Which faxes are there?', 'show faxes', 'is the fax sent?'])('"%s" finds a read first', async (query) => {
    const { operations } = await searchOperations(query, everything);
    expect(operations.slice(0, 1).map(isRead)).toEqual([true]);
  });

  test.each(['access ip address', 'global ip', 'fax', 'messaging profile', 'voice clone'])(
    '"%s" finds nothing that deletes first',
    async (query) => {
      const { operations } = await searchOperations(query, everything);
      expect(operations[0]?.class).not.toBe('delete');
    },
  );

  test.each(['delete the fax', 'send a fax', 'please cancel the fax', 'can you send this fax?'])(
    '"%s" finds something to do first',
    async (query) => {
      const { operations } = await searchOperations(query, everything);
      expect(operations.slice(0, 1).map(isRead)).toEqual([false]);
    },
  );
});

describe('what may be found', () => {
  test('at most five, or as many as are wanted', async () => {
    expect(await idsFor('number')).toHaveLength(5);
    expect(await idsFor('number', { ...everything, most: 12 })).toHaveLength(12);
  });

  test('only what is in reach, and as many of it', async () => {
    const { operations } = await searchOperations('fax', { reachable: ({ area, class: kind }) => area === 'fax' && kind === 'read' });
    expect(operations.map(({ id }) => id).sort()).toEqual(['GetFaxApplication', 'ListFaxApplications', 'ListFaxes', 'ViewFax']);
  });

  test('never what no client may call, even by its id', async () => {
    const { all } = await loadOperations();
    const forbidden = all.filter((each) => each.class === 'never');
    const found = await Promise.all(forbidden.map(({ id, summary }) => searchOperations(`${id} ${summary}`, { ...everything, most: 50 })));
    expect(forbidden).toHaveLength(36);
    expect(found.flatMap(({ operations }) => operations).filter((each) => each.class === 'never')).toEqual([]);
    expect(await idsFor('CreateOAuthClient')).not.toContain('CreateOAuthClient');
  });

  test('nothing for a word that no operation knows', async () => {
    expect(await searchOperations('xylophonist', everything)).toEqual({ operations: [] });
  });
});

describe('hostile requests', () => {
  test.each([
    ['nothing', ''],
    ['spaces', ' \n\t '],
    ['words that say nothing', 'what is it that you do for me and my'],
    ['emoji', '📠📞🇩🇪👩‍👩‍👧'],
    ['characters of regular expressions', '.* (+ [^ \\ $ | ?) {2} ]'],
    ['a lone half of a character', '\ud83d'],
    ['names of every object', '__proto__ constructor toString hasOwnProperty'],
  ])('%s', async (_what, query) => {
    const { operations } = await searchOperations(query, everything);
    expect(operations.length).toBeLessThanOrEqual(5);
  });

  test.each([
    ['ten thousand characters', 'fax '.repeat(2_500)],
    ['one word of ten thousand characters', 'x'.repeat(10_000)],
    ['two thousand words that nobody knows', Array.from({ length: 2_000 }, (_, at) => `zq${at}w`).join(' ')],
    ['nothing but hyphens', '-'.repeat(10_000)],
  ])('%s', async (_what, query) => {
    const { operations } = await searchOperations(query, everything);
    expect(operations.length).toBeLessThanOrEqual(5);
  });
});

describe('what Telnyx cannot do', () => {
  test.each([
    ['Listen to my voicemail messages', 'voicemail'],
    ['Did anybody leave a new voicemail?', 'voicemail'],
    ['Show the texts we received today', 'list of messages'],
    ['Opt this number back in, we removed it by mistake', 'opt out'],
    ['Unsend the text I just sent', 'taken back'],
    ['Send it to Anna on Telegram', 'messengers'],
    ['Add Anna to my contacts list', 'address book'],
    ['Open a support ticket', 'tickets'],
    ['What is the price of an SMS to France?', 'price list'],
    ['Create a new API key', 'API keys'],
    ['Invite a colleague into our account', 'invited'],
    ['Add a new credit card', 'means of payment'],
    ['refund my last invoice', 'no money back'],
    ['Change my password for the portal', 'portal alone'],
    ['post it on our Facebook page', 'other messengers'],
    ['delete my entire account forever', 'closed by Telnyx alone'],
    ['open a sub-account for my client', 'not for clients of this server'],
    ['remove Bob from our organization', 'not for clients of this server'],
    ['store the push key of our iOS app', 'not for clients of this server'],
  ])('"%s" is answered with that', async (query, words) => {
    expect((await searchOperations(query, everything)).gap).toContain(words);
  });

  test.each([
    ...['Is voicemail on for my number?', 'Change the PIN of the voicemail', 'Was my text delivered?', 'Who opted out of our texts?'],
    ...[
      'Cancel the scheduled text',
      'What did we spend on SMS last month?',
      'Add a key to the KV store',
      'Add 50 dollars from the stored card',
    ],
    ...['Add a new SIM card', 'Invite a participant into the conference', 'List WhatsApp message templates', 'Show the faxes we received'],
    ...[
      'Connect our Facebook business to WhatsApp',
      'text to speech',
      'Delete my SIP connection',
      'Reset the password of a SIP credential',
    ],
  ])('"%s" is no such thing', async (query) => {
    expect(await searchOperations(query, everything)).not.toHaveProperty('gap');
  });

  test('none of the questions of the lists is one', async () => {
    const asks = LISTS.flatMap((list) => list.asks.map(({ ask }) => ask));
    const found = await Promise.all(asks.map(async (ask) => ({ ask, gap: (await searchOperations(ask, everything)).gap })));
    expect(found.filter(({ gap }) => gap !== undefined)).toEqual([]);
  });

  test('what comes nearest is found first, if it is in reach', async () => {
    expect((await idsFor('Play my voicemail messages')).slice(0, 2)).toEqual(['GetVoicemail', 'UpdateVoicemail']);
    const reading = { reachable: ({ class: kind }: Operation) => kind === 'read' };
    expect(await idsFor('Play my voicemail messages', reading)).not.toContain('UpdateVoicemail');
  });

  test('every operation that comes nearest is there', async () => {
    const operations = await loadOperations();
    expect(GAPS.flatMap(({ nearest }) => nearest).filter((id) => operations.one(id) === undefined)).toEqual([]);
  });
});
