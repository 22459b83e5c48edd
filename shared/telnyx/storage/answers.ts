import { z } from 'zod';
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { regionOf } from './regions.ts';

const text = z.string().optional().catch(undefined);

export interface BucketEntry {
  readonly name: string;
  readonly creation_date?: string | undefined;
}

/** Without any bucket, `Buckets` is empty and reads as a text. */
const Buckets = z.object({
  Buckets: z
    .object({ Bucket: z.array(z.object({ Name: z.string(), CreationDate: text })).default([]) })
    .or(z.string().transform(() => ({ Bucket: [] }))),
});

/** Reads `ListAllMyBucketsResult` (S3 API, ListBuckets). Throws where it is none. */
export function readBuckets(xml: string): BucketEntry[] {
  const { Bucket } = Buckets.parse(readXml(xml, 'ListAllMyBucketsResult', ['Bucket'])).Buckets;
  return Bucket.map(({ Name, CreationDate }) => ({ name: Name, creation_date: CreationDate }));
}

/** Reads `LocationConstraint` (S3 API, GetBucketLocation). Throws where it is none, or names no region. */
export function readLocation(xml: string): string {
  const region = regionOf(z.string().parse(readXml(xml, 'LocationConstraint')).trim());
  if (region === undefined) throw new SyntaxError('Not a region.');
  return region;
}

export interface FileEntry {
  readonly key: string;
  /** Bytes. */
  readonly size: number | undefined;
  readonly last_modified: string | undefined;
  /** Without its quotes. */
  readonly etag: string | undefined;
}

export interface FilePage {
  readonly files: readonly FileEntry[];
  /** Groups of keys up to the delimiter. */
  readonly prefixes: readonly string[];
  readonly truncated: boolean;
  /** What to ask with to go on; absent on the last page. */
  readonly next_cursor: string | undefined;
}

const Page = z.object({
  IsTruncated: z.string().default('false'),
  NextContinuationToken: text,
  NextMarker: text,
  Contents: z
    .array(z.object({ Key: z.string(), Size: z.coerce.number().optional().catch(undefined), LastModified: text, ETag: text }))
    .default([]),
  CommonPrefixes: z.array(z.object({ Prefix: z.string() })).default([]),
});

/** How a cursor begins: with a token of version 2 of the listing, or a marker of version 1. */
const [TOKEN, MARKER] = ['t:', 'm:'] as const;

/** In: a cursor that {@link readPage} made. Out: the query that goes on from there. */
export function cursorQuery(cursor: string | undefined): Readonly<Record<string, string>> {
  if (cursor?.startsWith(MARKER)) return { marker: cursor.slice(MARKER.length) };
  return { 'list-type': '2', ...(cursor !== undefined && { 'continuation-token': cursor.slice(TOKEN.length) }) };
}

/** Reads `ListBucketResult` of either version (S3 API, ListObjectsV2 and ListObjects). Throws where it is none. */
export function readPage(xml: string): FilePage {
  // Without any element inside it reads as a text.
  const page = Page.parse(readXml(xml, 'ListBucketResult', ['Contents', 'CommonPrefixes']) || {});
  const files = page.Contents.map(({ Key, Size, LastModified, ETag }) => ({
    key: Key,
    size: Size,
    last_modified: LastModified,
    etag: withoutQuotes(ETag),
  }));
  const prefixes = page.CommonPrefixes.map(({ Prefix }) => Prefix);
  const truncated = page.IsTruncated === 'true';
  const marker = page.NextMarker ?? lastOf([...files.map(({ key }) => key), ...prefixes]);
  const cursor = page.NextContinuationToken === undefined ? marker && `${MARKER}${marker}` : `${TOKEN}${page.NextContinuationToken}`;
  return { files, prefixes, truncated, next_cursor: truncated ? cursor : undefined };
}

/** The last in the order of S3: that of the UTF-8 bytes. */
const lastOf = (names: readonly string[]) => names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).at(-1);

export const withoutQuotes = (etag: string | undefined) => etag?.replace(/^"|"$/g, '');

/** What an element holds: its text, or its child elements, lists of those that were asked for. */
type XmlValue = string | { readonly [name: string]: XmlValue | readonly XmlValue[] };

/**
 * In: an XML document; the names of elements that may be repeated. Out: what its root holds. Document types are skipped, entities of
 * their own never expanded. Throws where the text is no XML, or has another root.
 */
function readXml(text: string, root: string, lists: readonly string[] = []): XmlValue {
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
