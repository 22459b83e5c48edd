import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { createTelnyxSimulator, LOCAL_API_KEY } from '../../../infra/local/telnyx/server.ts';
import { describeInBrowser } from '../../support/in-browser.ts';
import { use } from '../../support/index.ts';
import { sendControl } from '../../support/simulator.ts';
import { expectGoodLook, WINDOWS } from './look.ts';

const OWN = '+13125550100';
const SAM = '+13125550142';
const SAMS = `/phone/${SAM}/${OWN}`;

const sim = use(async () => {
  const simulator = createTelnyxSimulator();
  return { ...(await simulator.listen()), stop: () => simulator.close() };
});
beforeEach(() => sendControl(sim.url, '/reset', {}));

const api = async (method: string, path: string, body?: object) => {
  const headers = { authorization: `Bearer ${LOCAL_API_KEY}`, 'content-type': 'application/json' };
  const answer = await fetch(`${sim.url}/v2${path}`, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  expect(answer.status).toBe(200);
  return JSON.parse(await answer.text()).data;
};
const send = async (text: string, to = SAM) => {
  await api('POST', '/messages', { from: OWN, to, text });
  await sendControl(sim.url, '/clock', { advance_ms: 2000 });
};
const callOut = async (): Promise<string> => {
  const [{ id }] = await api('GET', '/call_control_applications');
  return (await api('POST', '/calls', { connection_id: id, from: OWN, to: SAM })).call_control_id;
};
const callStates = async (): Promise<string[]> =>
  (await api('GET', '/webhook_deliveries?page[size]=250'))
    .map(({ webhook }: { webhook: { event_type: string } }) => webhook.event_type)
    .reverse();
/** Presses Tab until the element with this id has the focus: everything is reached by keyboard. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${id}`);
}
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);

describeInBrowser('the test phone', (browser) => {
  test.each(WINDOWS)('fits, is legible and well-formed at $width px, $colorScheme', async ({ colorScheme, ...viewport }) => {
    const page = await browser.newPage({ viewport, colorScheme, locale: 'en-GB', timezoneId: 'UTC' });
    const look = (name: string) => expectGoodLook(page, `phone-${name}-${viewport.width}-${colorScheme}`);
    await page.goto(`${sim.url}/phone`);
    await look('empty');
    await send(`Order 4471\u202E is ready: https://acme.example/${'o'.repeat(120)}`);
    await send('Will this arrive?', '+13125550199');
    await page.goto(sim.url + SAMS);
    const id = await callOut();
    await page.getByRole('button', { name: 'Answer' }).waitFor();
    await look('rings');
    await page.getByRole('button', { name: 'Answer' }).click();
    await page.getByText('On the phone with').waitFor();
    await api('POST', `/calls/${id}/actions/speak`, { payload: 'Press 1 for delivery', voice: 'female' });
    await page.getByText('Press 1 for delivery').waitFor();
    await look('talks');
    await page.getByRole('button', { name: 'Hang up' }).click();
    await page.getByText('They called').first().waitFor();
    await page.locator('summary').click();
    await look('choice');
    await page.goto(`${sim.url}/phone/+13125550199/${OWN}`);
    await look('fails');
    await page.goto(`${sim.url}/phone?number=abc`);
    await look('no-number');
  });

  test('by keyboard alone: pick up, answer a text, take a call, press a key, hang up', async () => {
    const page = await browser.newPage();
    await page.goto(`${sim.url}/phone`);
    await tabTo(page, 'pick');
    await page.keyboard.type('+1 (312) 555-0142');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${SAMS}`);
    await tabTo(page, 'reply');
    await page.keyboard.type('Can I come at 9?');
    await page.keyboard.press('Enter');
    await page.locator('.us').getByText('Can I come at 9?').waitFor();
    expect(await page.getByLabel('Reply', { exact: true }).inputValue()).toBe('');
    expect(await focused(page)).toBe('reply');
    const id = await callOut();
    await page.getByRole('button', { name: 'Answer' }).waitFor();
    await page.keyboard.press('Shift+Tab');
    for (let step = 0; (await focused(page)) !== `answer-${id}` && step < 10; step += 1) await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByText('On the phone with').waitFor();
    expect(await focused(page)).toBe(`key1-${id}`);
    await tabTo(page, `key5-${id}`);
    await page.keyboard.press('Enter');
    await page.getByText('You pressed 5').waitFor();
    expect(await focused(page)).toBe(`key5-${id}`);
    await tabTo(page, `hang-up-${id}`);
    await page.keyboard.press('Space');
    await page.getByText('They called').first().waitFor();
    // The button is gone: the focus is where a person would go on.
    expect(await focused(page)).toBe('reply');
    expect(await callStates()).toEqual(['call.initiated', 'call.answered', 'call.dtmf.received', 'call.hangup']);
  });

  test('renews itself without taking away what is typed, the focus, the selection or an open choice', async () => {
    const page = await browser.newPage();
    await send('First');
    await page.goto(sim.url + SAMS);
    await page.locator('summary').click();
    const reply = page.getByLabel('Reply', { exact: true });
    await reply.pressSequentially('I am typing');
    await reply.press('Shift+Home');
    await send('Second');
    await send('Elsewhere', '+13125550177');
    await page.locator('.bub').getByText('Second').waitFor();
    await page.locator('#book').getByText('Elsewhere').waitFor();
    expect(await reply.inputValue()).toBe('I am typing');
    expect(await focused(page)).toBe('reply');
    expect(await reply.evaluate((field) => (field as HTMLInputElement).selectionEnd)).toBe('I am typing'.length);
    expect(await reply.evaluate((field) => (field as HTMLInputElement).selectionStart)).toBe(0);
    expect(await page.locator('details').getAttribute('open')).not.toBeNull();
    expect(await page.title()).toBe('(1) +1 312 555 0142 · Test phone');
    // Quick answers leave it alone, too.
    await page.getByRole('button', { name: 'Yes' }).click();
    await page.locator('.us').getByText('Yes').waitFor();
    expect(await reply.inputValue()).toBe('I am typing');
  });

  test('keeps saying why nothing was sent, until something is', async () => {
    // Not watched: Chromium reports the status of the refused form.
    const page = await (await browser.newPage()).context().newPage();
    await page.goto(sim.url + SAMS);
    await page.locator('#send').click();
    const alert = page.getByRole('alert');
    await alert.getByText('Nothing was sent: the text is empty.').waitFor();
    await send('Hello');
    await page.locator('.bub').getByText('Hello').waitFor();
    expect(await alert.count()).toBe(1);
    await page.getByRole('button', { name: 'Yes' }).click();
    await alert.waitFor({ state: 'detached' });
  });

  test('takes texts as words, whatever they are', async () => {
    const page = await browser.newPage();
    await page.goto(sim.url + SAMS);
    await send('<script>document.title = "taken"</script><img src=x onerror="document.title = 1">\nnext line');
    await page.locator('.bub').getByText('<script>').waitFor();
    expect(await page.locator('.bub img, .bub script').count()).toBe(0);
    expect(await page.locator('.bub .words').innerText()).toMatch(/>\nnext line$/);
    expect(await page.title()).toContain('+1 312 555 0142');
  });

  test('says when the simulator is gone, and goes on when it is back', async () => {
    const page = await (await browser.newPage()).context().newPage();
    await page.goto(sim.url + SAMS);
    await page.context().setOffline(true);
    await page.getByText('The simulator does not answer.').waitFor();
    await page.context().setOffline(false);
    await page.getByText('The simulator does not answer.').waitFor({ state: 'hidden' });
  });

  describe('without script', () => {
    test('works as well: reply, quick answer, call, hang up, an error that keeps what was typed', async () => {
      const page = await browser.newPage({ javaScriptEnabled: false });
      await page.goto(sim.url + SAMS);
      await page.getByLabel('Reply', { exact: true }).fill('Hello there');
      await page.keyboard.press('Enter');
      await page.locator('.us').getByText('Hello there').waitFor();
      await page.getByRole('button', { name: 'Call' }).click();
      await page.getByRole('button', { name: 'Hang up' }).click();
      await page.getByText('You hung up before an answer').first().waitFor();
      await send('An answer');
      await page.getByRole('link', { name: 'Refresh' }).click();
      await page.locator('.bub').getByText('An answer').waitFor();
      await page.getByRole('button', { name: 'STOP' }).click();
      await page.locator('.us').getByText('STOP').waitFor();
      await page.locator('#send').click();
      await page.getByRole('alert').getByText('Nothing was sent').waitFor();
      expect(new URL(page.url()).pathname).toBe(`${SAMS}/reply`);
    });
  });

  test('is closed to other websites', async () => {
    const page = await (await browser.newPage()).context().newPage();
    await page.goto(browser.app.url);
    const answers = await page.evaluate(async (url) => {
      const post = await fetch(`${url}/reply`, { method: 'POST', mode: 'no-cors', body: new URLSearchParams({ text: 'Forged' }) }).then(
        () => 'sent',
        () => 'refused',
      );
      const read = await fetch(url).then(
        () => 'read',
        () => 'refused',
      );
      return { post, read };
    }, sim.url + SAMS);
    expect(answers.read).toBe('refused');
    await page.goto(sim.url + SAMS);
    expect(await page.getByText('Forged').count()).toBe(0);
  });
});
