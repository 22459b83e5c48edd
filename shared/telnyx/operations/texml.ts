import { parseXml, XmlDocument, XmlElement, XmlText, type XmlNode } from '@rgrove/parse-xml';

/** Whom and what the instructions of a call reach. */
interface InTexml {
  readonly to: readonly string[];
  readonly from: readonly string[];
  /** Where the words, the recording or the events of the call go. */
  readonly urls: readonly string[];
  /** All URLs, those of recordings that are played too. */
  readonly fetched: readonly string[];
}

/** Elements whose text is dialled. */
const DIALLED: ReadonlySet<string> = new Set(['dial', 'number', 'sip']);
/** Its URL is only fetched. */
const FETCHED = 'play';
const URL_BEGIN = /^\s*(?:https?|wss?):/i;

/** Whoever reads the instructions may know namespaces, or not. */
const localName = (name: string): string => name.slice(name.lastIndexOf(':') + 1).toLowerCase();

/** @returns undefined for a text that is no XML */
export function readTexml(text: string): InTexml | undefined {
  const found = { to: [] as string[], from: [] as string[], urls: [] as string[], fetched: [] as string[] };
  const waiting: XmlNode[] = [];
  try {
    waiting.push(parseXml(text));
  } catch {
    // Also for what is nested too deeply.
    return undefined;
  }
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node instanceof XmlDocument || node instanceof XmlElement) for (const child of [...node.children].reverse()) waiting.push(child);
    if (!(node instanceof XmlElement)) continue;
    const name = localName(node.name);
    const words = node.children.flatMap((child) => (child instanceof XmlText ? [child.text.trim()] : [])).filter((word) => word !== '');
    const attributes = Object.entries(node.attributes).map(([key, value]) => [localName(key), value] as const);
    const valuesOf = (key: string) => attributes.flatMap(([each, value]) => (each === key ? [value] : []));
    found.to.push(...(DIALLED.has(name) ? words : []), ...valuesOf('to'));
    found.from.push(...valuesOf('callerid'), ...valuesOf('from'));
    const urls = [...attributes.map(([, value]) => value), ...(name === FETCHED ? [] : words)];
    found.urls.push(...urls.filter((value) => URL_BEGIN.test(value)));
    found.fetched.push(...[...urls, ...words].filter((value) => URL_BEGIN.test(value)));
  }
  return found;
}
