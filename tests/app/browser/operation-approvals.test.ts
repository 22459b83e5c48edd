import { expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Page } from 'playwright-core';
import { signInHere } from '../../support/browser-login.ts';
import { describeInBrowser } from '../../support/in-browser.ts';
import { call, GUARD_DEFAULTS_ON, login, telnyxControls } from '../../support/index.ts';
import { expectGoodLook, WINDOWS } from './look.ts';

const Asked = z.object({ sent: z.literal(false), needs_approval: z.object({ open: z.url() }) });

/** Operations that a person is asked about: the tool, the operation, and its arguments. */
const ASKED = {
  fax: [
    'send_operation',
    'SendFax',
    {
      connection_id: '1293384261075731461',
      from: '+13125550100',
      to: '+13125550155',
      media_url: 'https://files.example.com/patients/4471/a-rather-long-path-that-has-no-place-to-break-at-all/referral.pdf',
      quality: 'high',
      store_media: false,
    },
  ],
  sims: ['buy_operation', 'CreateSimCardOrder', { address_id: '1293384261075731499', quantity: 3 }],
  statement: [
    'change_operation',
    'createDir',
    {
      enterprise_id: '6a09cdc3-8948-47f0-aa62-74ac943d6c58',
      display_name: 'Acme Clinic',
      authorizer_name: 'Pat Porter',
      authorizer_email: 'pat@acme.example',
      call_reasons: ['Appointment reminders', 'Test results, and what comes next'],
      documents: [{ document_id: '6a09cdc3-8948-47f0-aa62-74ac943d6c60', document_type: 'business_registration' }],
      certify_brand_is_accurate: true,
      certify_ip_ownership: true,
      certify_no_shaft_content: true,
    },
  ],
  port: [
    'change_operation',
    'UpdatePortingOrder',
    {
      id: 'b0ea6d6f-de31-4079-a536-992e0c98b037',
      end_user: {
        admin: { entity_name: 'Dr. Porter', auth_person_name: 'Pat Porter', account_number: '123456' },
        location: {
          street_address: '311 W Superior St',
          locality: 'Chicago',
          administrative_area: 'IL',
          postal_code: '60654',
          country_code: 'US',
        },
      },
      phone_number_configuration: { tags: ['practice', 'fax'] },
    },
  ],
  whatsapp: [
    'send_operation',
    'SendWhatsappMessage',
    {
      from: '+13125550100',
      to: '+13125550156',
      whatsapp_message: { type: 'text', text: { body: 'Your results are here. Call us when you have time.', preview_url: false } },
    },
  ],
} as const;

const SETTINGS = {
  ...GUARD_DEFAULTS_ON,
  CONFIRM_OUTBOUND: 'page',
  CONFIRM_DESTRUCTIVE: 'page',
  QUIET_HOURS: 'off',
  LIMIT_NUMBERS: 'off',
};

/** Opens a page of the person's, who signs in where they have to. */
async function openAsOwner(page: Page, url: string): Promise<void> {
  await page.goto(url);
  if (await page.getByRole('button', { name: 'Sign in with Microsoft' }).isVisible()) await signInHere(page);
}

describeInBrowser(
  'a person decides about an operation',
  (browser) => {
    /** The same request again would wait for the first one's decision. */
    const links = new Map<string, string>();
    const ask = async (token: string, [tool, operation, args]: readonly [string, string, object]) => {
      const result = await call(browser.app, token, tool, { operation_id: operation, arguments: args });
      const asked = Asked.safeParse(result.structuredContent);
      if (!asked.success) throw new Error(`Nobody is asked: ${result.text}`);
      return asked.data.needs_approval.open;
    };

    test('a text by operation is shown as what it is, sent once after the OK, and named in the activity', async () => {
      const token = await login(browser.app);
      const args = { from: '+13125550100', to: '+13125554001', text: 'Your results are here.' };
      const page = await browser.newPage();
      await openAsOwner(page, await ask(token, ['send_operation', 'SendMessage', args]));
      await page.getByText('Your results are here.').waitFor();
      await page.getByText('SendMessage', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'Approved' }).waitFor();
      const again = () => call(browser.app, token, 'send_operation', { operation_id: 'SendMessage', arguments: args });
      const sent = await telnyxControls(browser.app).during(async () => {
        expect((await again()).structuredContent).toMatchObject({ answer: { data: { text: 'Your results are here.' } } });
        expect((await again()).structuredContent).toHaveProperty('duplicate_of');
      });
      expect(sent.filter(({ method }) => method === 'POST')).toMatchObject([{ body: args }]);
      await openAsOwner(page, `${browser.app.url}/audit`);
      const row = page.locator('tbody tr', { hasText: 'Done' });
      expect(await row.first().innerText()).toMatch(/send_operation SendMessage[\s\S]*\+131\*\*\*01/);
    });

    test.each(WINDOWS)('pages fit, are legible and well-formed at $width px, $colorScheme', async ({ colorScheme, ...viewport }) => {
      const token = await login(browser.app);
      const page = await browser.newPage({ viewport, colorScheme, locale: 'en-GB', timezoneId: 'Europe/Berlin' });
      const look = (name: string) => expectGoodLook(page, `${name}-${viewport.width}-${colorScheme}`);
      for (const [name, asked] of Object.entries(ASKED)) {
        const link = links.get(name) ?? (await ask(token, asked));
        links.set(name, link);
        await openAsOwner(page, link);
        await look(`operation-${name}`);
        const folds = await page.locator('summary:visible').all();
        for (const fold of folds) await fold.click();
        if (folds.length > 0) await look(`operation-${name}-open`);
      }
      await page.goto(`${browser.app.url}/approvals`);
      await look('operation-list');
      await page.goto(`${browser.app.url}/audit`);
      await look('operation-audit');
      await page.goto(`${browser.app.url}/health/ready`);
      await page.getByText('1,120 operations can be called by name').waitFor();
      await look('operation-status');
    });
  },
  SETTINGS,
);
