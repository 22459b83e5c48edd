const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };
const escaped = (text: string) => text.replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? character);

/** An element: a value that is undefined leaves it out, an array repeats it, an object is its child elements. */
export interface XmlContent {
  readonly [name: string]: string | number | boolean | undefined | XmlContent | readonly (string | XmlContent)[];
}

function element(name: string, content: XmlContent[string], attributes = ''): string {
  if (content === undefined) return '';
  if (Array.isArray(content)) return content.map((item: string | XmlContent) => element(name, item)).join('');
  const inside =
    typeof content === 'object'
      ? Object.entries(content)
          .map(([child, value]) => element(child, value))
          .join('')
      : escaped(String(content));
  return inside === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inside}</${name}>`;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A document in the namespace of S3. */
export const s3Document = (root: string, content: XmlContent | string): string =>
  DECLARATION + element(root, content, ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"');

/** An error document: it has no namespace. */
export const errorDocument = (content: XmlContent): string => DECLARATION + element('Error', content);
