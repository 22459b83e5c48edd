import { parseXml, XmlElement } from '@rgrove/parse-xml';

/** What an element holds: its text, or its child elements, lists of those that were asked for. */
export type XmlValue = string | { readonly [name: string]: XmlValue | readonly XmlValue[] };

/**
 * In: an XML document; the names of elements that may be repeated. Out: what its root holds. Document types are skipped, entities of
 * their own never expanded. Throws where the text is no XML, or has another root.
 */
export function readXml(text: string, root: string, lists: readonly string[] = []): XmlValue {
  const { root: element } = parseXml(text);
  if (element?.name !== root) throw new SyntaxError(`Expected <${root}>.`);
  return valueOf(element, lists);
}

function valueOf(element: XmlElement, lists: readonly string[]): XmlValue {
  const children = element.children.filter((child) => child instanceof XmlElement);
  if (children.length === 0) return element.text;
  const value = new Map<string, XmlValue | XmlValue[]>();
  for (const child of children) {
    const inside = valueOf(child, lists);
    const before = value.get(child.name);
    if (!lists.includes(child.name)) value.set(child.name, inside);
    else if (Array.isArray(before)) before.push(inside);
    else value.set(child.name, [inside]);
  }
  return Object.fromEntries(value);
}
