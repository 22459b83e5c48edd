import { describe, expect, test } from '@jest/globals';
import { intentOf } from '../../../../shared/telnyx/operations/search/intent.ts';
import { wordsOf } from '../../../../shared/telnyx/operations/search/words.ts';

describe('the words of a text', () => {
  test.each([
    ['have no accents', 'Zürich café', ['zurich', 'cafe']],
    ['are those of a name in capitals', 'SendFax', ['send', 'fax']],
    ['are those of a name with a shortening', 'ListCSVDownloads', ['list', 'csv', 'download']],
    ['are those of a path', '/messaging_tollfree/requests', ['messag', 'tollfre', 'request']],
    ['are one word too where a hyphen joins them', 'toll-free', ['toll', 'free', 'tollfre']],
    ['begin no word with the e of e-mail', 'e-mails', ['mail', 'email']],
    ['have no plural', 'faxes addresses companies SIMs LLMs', ['fax', 'address', 'company', 'sim', 'llm']],
    ['have no plural in two letters, and keep an s of three', 'IPs ids TTS', ['ip', 'id', 'tts']],
    ['have one spelling of WhatsApp', 'WhatsApp whatsapp SendWhatsappMessage', ['whatsapp', 'whatsapp', 'send', 'whatsapp', 'messag']],
    ['have no ending', 'recording recorded cancelled messaging', ['record', 'record', 'cancel', 'messag']],
    ['keep an s that is no plural', 'SMS wireless status', ['sms', 'wireless', 'status']],
    ['are the same for a verb and its noun', 'verify verification', ['verify', 'verify']],
    ['are spelled as in America', 'summarise summarize', ['summariz', 'summariz']],
    ['lose those that say nothing', 'what is it for me', []],
    ['lose what is no word', '?! .* 📠', []],
    ['lose what is longer than any word', 'x'.repeat(41), []],
  ])('%s', (_what, text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });
});

describe('a request', () => {
  test.each(['Which faxes are there?', 'show faxes', 'Can this number be ported?', 'please list my numbers', 'faxes?'])(
    '"%s" wants to learn something',
    (query) => {
      expect(intentOf(query)).toBe('learn');
    },
  );

  test.each(['send a fax', 'Please delete it', 'I want to buy a number', 'can you cancel the port?', 'let us record this call'])(
    '"%s" wants something done',
    (query) => {
      expect(intentOf(query)).toBe('do');
    },
  );

  test.each(['audit log', 'Guthaben', ''])('"%s" does not say', (query) => {
    expect(intentOf(query)).toBeUndefined();
  });
});
