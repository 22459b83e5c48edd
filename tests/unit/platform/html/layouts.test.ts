import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { facts, html, page, tag } from '../../../../shared/platform/html/index.ts';
import { initials } from '../../../../shared/platform/html/initials.ts';

const SITE = { serverTitle: 'Example Works', publicBaseUrl: 'https://app.example.com' };
const content = html`<h1>Title</h1>`;
const LAYOUTS = ['solo', { current: 'Activity', places: ['Connect', 'Activity'], person: { name: 'A <b>' } }] as const;

describe('the layouts of pages', () => {
  test.each(LAYOUTS)('allow only their own style and script: %j', async (layout) => {
    const response = await page(SITE, { title: 'Title', content, layout });
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(await response.text()) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(style).not.toBe('');
    expect(response.headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}'`);
  });

  test('have a style sheet that stays small', async () => {
    const [, style = ''] =
      /<style>(.*?)<\/style>/s.exec(await (await page(SITE, { title: 'Title', content, layout: 'solo' })).text()) ?? [];
    expect(style.length).toBeLessThan(12_500);
  });

  test('let a page ask its own origin, with a second script, only where it renews itself', async () => {
    const scriptsOf = async (live: boolean) => {
      const response = await page(SITE, { title: 'Title', content, layout: { ...LAYOUTS[1], live } });
      const policy = response.headers.get('content-security-policy') ?? '';
      const scripts = [...(await response.text()).matchAll(/<script>(.*?)<\/script>/gs)].map(([, script = '']) => script);
      for (const script of scripts) expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
      return { scripts: scripts.length, asks: policy.includes("connect-src 'self'") };
    };
    expect(await scriptsOf(true)).toEqual({ scripts: 2, asks: true });
    expect(await scriptsOf(false)).toEqual({ scripts: 1, asks: false });
  });

  test('name the organisation in the title, for link previews, and at the top', async () => {
    const named = await (await page(SITE, { title: 'Title', content })).text();
    expect(named).toContain('<title>Title · Example Works Telnyx</title>');
    expect(named).toContain('content="Numbers, texts and calls of Example Works’ Telnyx account, from your AI client."');
    expect(named).toContain('<b>Example Works</b> <i>Telnyx</i>');
    const unnamed = await (await page({ ...SITE, serverTitle: undefined }, { title: 'Title', content })).text();
    expect(unnamed).toContain('<b>Telnyx</b> <i>MCP</i>');
  });

  test('ask search engines to stay away', async () => {
    expect((await page(SITE, { title: 'Title', content })).headers.get('x-robots-tag')).toBe('noindex, nofollow');
  });

  test('solo has no navigation', async () => {
    expect(await (await page(SITE, { title: 'Title', content, layout: 'solo' })).text()).not.toContain('<nav');
  });

  test('browse names the places a person may see, the current one, and who is signed in', async () => {
    const text = (await (await page(SITE, { title: 'Title', content, layout: LAYOUTS[1] })).text()).replace(/\s+/g, ' ');
    expect(text).toContain('<a href="/audit" aria-current="page">Activity</a>');
    expect(text).not.toContain('>Access<');
    expect(text).toContain('A &lt;b&gt;, signed in');
  });
});

describe('parts of cards', () => {
  test('escape what they show', async () => {
    expect(String(await tag('care', 'alert', '<b>'))).toContain('&lt;b&gt;');
    expect(String(await facts([['<i>', '<b>']]))).toContain('<dt>&lt;i&gt;</dt>');
  });

  test('leave out a fact that is not known', async () => {
    expect(String(await facts([['Price', undefined]]))).not.toContain('Price');
  });

  test.each([
    ['Local Owner', 'LO'],
    ['local owner of it', 'LI'],
    ['Örs', 'Ö'],
    ['𝒜lpha (beta)', '𝒜B'],
    ['', ''],
  ])('make initials of "%s"', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});
