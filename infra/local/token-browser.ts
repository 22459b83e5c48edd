import { parseSetCookie } from 'cookie';

type Form = Readonly<Record<string, string | readonly string[]>>;

interface Page {
  /** URL after redirects. */
  readonly url: URL;
  readonly text: string;
  /** Hidden fields of the form on the page. */
  readonly hidden: Record<string, string>;
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&quot;': '"', '&#39;': "'", '&lt;': '<', '&gt;': '>' };
const REDIRECTS = 10;

/** The parts of a browser that a login needs: forms, redirects, and cookies per origin. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  /**
   * Sends a form and follows redirects with GET.
   * @throws TypeError where nothing answers
   * @throws Error after 10 redirects
   */
  async post(url: URL, form: Form): Promise<Page> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(form)) for (const each of [value].flat()) body.append(name, each);
    let here = url;
    let response = await this.#send(here, { method: 'POST', body });
    for (let count = 0; response.headers.has('location'); count++) {
      if (count === REDIRECTS) throw new Error(`Too many redirects at ${here.origin}`);
      here = new URL(response.headers.get('location') ?? '', here);
      response = await this.#send(here, {});
    }
    const text = await response.text();
    return { url: here, text, hidden: hiddenFields(text) };
  }

  async #send(url: URL, init: RequestInit): Promise<Response> {
    const jar = this.#cookies.get(url.origin) ?? new Map<string, string>();
    this.#cookies.set(url.origin, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: cookie === '' ? {} : { cookie } });
    for (const header of response.headers.getSetCookie()) {
      const { name, value = '', maxAge } = parseSetCookie(header);
      if (maxAge === 0) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }
}

function hiddenFields(html: string): Record<string, string> {
  const fields = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [decode(name), decode(value)]));
}

const decode = (text: string) => text.replace(/&(amp|quot|#39|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
