import type { Page } from 'playwright-core';

/** What is wrong with the structure of a page for people who do not see it: one line for each problem. */
export function structureProblems(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
    const nameOf = (element: HTMLElement) => {
      const labels = 'labels' in element ? [...(element.labels as NodeListOf<HTMLElement>)] : [];
      return [element.getAttribute('aria-label') ?? '', ...labels.map((label) => label.textContent), element.textContent].join('').trim();
    };
    const ids = all('[id]').map(({ id }) => id);
    const levels = all('h1,h2,h3').map(({ tagName }) => Number(tagName[1]));
    return [
      ...(document.documentElement.lang === 'en' ? [] : ['no language']),
      ...(document.title === '' ? ['no title'] : []),
      ...(document.querySelector('main') ? [] : ['no main']),
      ...(levels.filter((level) => level === 1).length === 1 && levels[0] === 1 ? [] : [`headings: ${levels.join()}`]),
      ...all('a,button,select,textarea,input:not([type=hidden])')
        .filter((control) => !control.hidden && (control.tagName === 'TEXTAREA' ? control.id === '' : nameOf(control) === ''))
        .map((control) => `no name: ${control.outerHTML.slice(0, 80)}`),
      ...all('textarea,select,input:not([type=hidden])')
        .filter((field) => (field as HTMLInputElement).labels?.length === 0)
        .map((field) => `no label: ${field.outerHTML.slice(0, 80)}`),
      ...all('svg:not([aria-hidden=true])').map(() => 'a picture that is read out'),
      ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `id twice: ${id}`),
    ];
  });
}

/** Texts whose contrast with what is behind them is below 4.5:1 (WCAG 2.2, 1.4.3): one line for each. */
export function contrastProblems(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Colour = readonly [red: number, green: number, blue: number, alpha: number];
    const parse = (text: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
      return [red, green, blue, alpha];
    };
    const luminance = ([red, green, blue]: Colour) => {
      const linear = (value: number) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    const behind = (element: Element | null): Colour => {
      if (!element) return [255, 255, 255, 1];
      const colour = parse(getComputedStyle(element).backgroundColor);
      return colour[3] === 1 ? colour : behind(element.parentElement);
    };
    const hasText = (element: Element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim());
    return [...document.body.querySelectorAll('*')]
      .filter((element) => hasText(element) && element.checkVisibility())
      .map((element) => {
        const [low = 0, high = 0] = [luminance(parse(getComputedStyle(element).color)), luminance(behind(element))].sort((a, b) => a - b);
        return { ratio: (high + 0.05) / (low + 0.05), text: element.textContent.trim().slice(0, 40) };
      })
      .filter(({ ratio }) => ratio < 4.5)
      .map(({ ratio, text }) => `${ratio.toFixed(2)}: ${text}`);
  });
}
