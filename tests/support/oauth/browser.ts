import { parseSetCookie } from 'cookie';

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** What one request of the browser brought. */
export interface Answer {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where the answer sends the browser, if anywhere. */
  readonly location: URL | undefined;
}

/** The fields of the form on a page. */
export interface Form {
  /** Where it is posted to. */
  readonly action: URL;
  readonly hidden: Readonly<Record<string, string>>;
  /** Value of each checkbox by its name, ticked ones only and all. */
  readonly boxes: readonly { readonly name: string; readonly value: string; readonly ticked: boolean }[];
  readonly buttons: readonly { readonly name: string; readonly value: string }[];
}

/** As much of a browser as OAuth needs: a cookie jar by origin and path, forms, and no redirect that is not asked for. */
export interface Browser {
  get(url: URL | string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Posts a form as a page of the same origin would; `headers` replace those that tell so. */
  post(url: URL | string, fields: Fields, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Goes where the answer sends the browser, and on from there. */
  follow(answer: Answer): Promise<Answer>;
  /** The cookies that it holds for a URL, as `name=value`. */
  cookies(url: URL | string): readonly string[];
  /** Forgets the cookies whose name matches. */
  forget(name: RegExp): void;
}

const REDIRECTS = 10;

interface Cookie {
  readonly origin: string;
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

/** What Chromium says of a form that a page without referrer posts to its own origin. */
const OWN_FORM = { origin: 'null', 'sec-fetch-site': 'same-origin' };

export function openBrowser(): Browser {
  const jar = new Map<string, Cookie>();

  const cookiesFor = ({ origin, pathname }: URL) =>
    [...jar.values()]
      .filter((each) => each.origin === origin && pathname.startsWith(each.path))
      .map(({ name, value }) => `${name}=${value}`);

  function keep(url: URL, header: string): void {
    const { name, value = '', maxAge, expires, path = '/' } = parseSetCookie(header);
    const key = `${url.origin} ${path} ${name}`;
    const over = maxAge === undefined ? expires !== undefined && expires.getTime() < Date.now() : maxAge <= 0;
    if (over) jar.delete(key);
    else jar.set(key, { origin: url.origin, path, name, value });
  }

  async function send(target: URL | string, init: RequestInit): Promise<Answer> {
    const url = new URL(target);
    const cookie = cookiesFor(url).join('; ');
    const headers = { ...Object.fromEntries(new Headers(init.headers)), ...(cookie === '' ? {} : { cookie }) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const header of response.headers.getSetCookie()) keep(url, header);
    const location = response.headers.get('location');
    return {
      url,
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      location: location === null ? undefined : new URL(location, url),
    };
  }

  return {
    get: (url, headers = {}) => send(url, { headers }),
    post: (url, fields, headers = OWN_FORM) => {
      const body = new URLSearchParams(Object.entries(fields).flatMap(([name, values]) => [values].flat().map((value) => [name, value])));
      return send(url, { method: 'POST', body, headers });
    },
    async follow(answer) {
      let here = answer;
      for (let count = 0; here.location; count++) {
        if (count === REDIRECTS) throw new Error(`Too many redirects at ${here.url.origin}`);
        here = await send(here.location, {});
      }
      return here;
    },
    cookies: (url) => cookiesFor(new URL(url)),
    forget: (pattern) => {
      for (const [key, { name }] of jar) if (pattern.test(name)) jar.delete(key);
    },
  };
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&quot;': '"', '&#39;': "'", '&lt;': '<', '&gt;': '>' };
const decode = (text: string) => text.replace(/&(amp|quot|#39|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);

/** @returns its first form; undefined where it has none. */
export function formOf({ url, text }: Answer): Form | undefined {
  const [form, attributes = ''] = /<form\b([^>]*)>[\s\S]*?<\/form>/.exec(text) ?? [];
  if (form === undefined) return undefined;
  const elements = [...form.matchAll(/<(input|button)\b([^>]*)>/g)].map(([, tag = '', inside = '']) => ({
    tag,
    type: attribute(inside, 'type') ?? '',
    name: attribute(inside, 'name') ?? '',
    value: attribute(inside, 'value') ?? '',
    ticked: /\schecked(?=[\s/=]|$)/.test(inside),
  }));
  const inputs = (type: string) => elements.filter((each) => each.tag === 'input' && each.type === type);
  return {
    action: new URL(attribute(attributes, 'action') ?? url.pathname, url),
    hidden: Object.fromEntries(inputs('hidden').map(({ name, value }) => [name, value])),
    boxes: inputs('checkbox').map(({ name, value, ticked }) => ({ name, value, ticked })),
    buttons: elements.filter(({ tag, name }) => tag === 'button' && name !== '').map(({ name, value }) => ({ name, value })),
  };
}

function attribute(inside: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(` ${inside}`)?.[1];
  return value === undefined ? undefined : decode(value);
}
