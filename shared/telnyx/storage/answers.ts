import { z } from 'zod';
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { regionOf } from './regions.ts';

const text = z.string().optional().catch(undefined);

export interface BucketEntry {
  readonly name: string;
  readonly creation_date?: string | undefined;
}

/** The entries of a list that could be read, and the number of the others. */
interface Entries<Entry> {
  readonly entries: readonly Entry[];
  readonly unreadable: number;
}

/** Reads a list entry by entry, so that an odd one does not hide the others. */
const entriesOf = <Entry>(entry: z.ZodType<Entry>): z.ZodType<Entries<Entry>> =>
  z
    .array(z.unknown())
    .default([])
    .transform((all) => {
      const entries = all.flatMap((one) => {
        const read = entry.safeParse(one);
        return read.success ? [read.data] : [];
      });
      return { entries, unreadable: all.length - entries.length };
    });

/** Without buckets, `Buckets` is empty and parsed as a text. */
const Buckets = z.object({
  Buckets: z
    .object({ Bucket: entriesOf(z.object({ Name: z.string(), CreationDate: text })) })
    .or(z.string().transform(() => ({ Bucket: { entries: [], unreadable: 0 } }))),
});

/** @throws for anything but a `ListAllMyBucketsResult` (S3 API, ListBuckets). */
export function readBuckets(xml: string): { buckets: BucketEntry[]; unreadable: number } {
  const { entries, unreadable } = Buckets.parse(readXml(xml, 'ListAllMyBucketsResult', ['Bucket'])).Buckets.Bucket;
  return { buckets: entries.map(({ Name, CreationDate }) => ({ name: Name, creation_date: CreationDate })), unreadable };
}

/**
 * @returns the region that a `LocationConstraint` names (S3 API, GetBucketLocation), or undefined: Ceph, for one, can answer with its zone group
 * @throws for anything but a `LocationConstraint`
 */
export const readLocation = (xml: string): string | undefined => regionOf(z.string().parse(readXml(xml, 'LocationConstraint')).trim());

export interface FileEntry {
  readonly key: string;
  /** Bytes. */
  readonly size: number | undefined;
  readonly last_modified: string | undefined;
  /** Without quotes. */
  readonly etag: string | undefined;
}

export interface FilePage {
  readonly files: readonly FileEntry[];
  /** Prefixes of keys up to the delimiter. */
  readonly prefixes: readonly string[];
  readonly truncated: boolean;
  /** The cursor of the next page; absent on the last page. */
  readonly next_cursor: string | undefined;
  /** How many entries of the answer could not be read. */
  readonly unreadable: number;
}

const Page = z.object({
  EncodingType: text,
  IsTruncated: z.string().default('false'),
  NextContinuationToken: text,
  NextMarker: text,
  Contents: entriesOf(z.object({ Key: z.string(), Size: z.coerce.number().optional().catch(undefined), LastModified: text, ETag: text })),
  CommonPrefixes: entriesOf(z.object({ Prefix: z.string() })),
});

/** The start of a cursor says whether it is a token of version 2 of the listing or a marker of version 1. */
const [TOKEN, MARKER] = ['t:', 'm:'] as const;

/** @param cursor Made by {@link readPage}. */
export function cursorQuery(cursor: string | undefined): Readonly<Record<string, string>> {
  if (cursor?.startsWith(MARKER)) return { marker: cursor.slice(MARKER.length) };
  return { 'list-type': '2', ...(cursor !== undefined && { 'continuation-token': cursor.slice(TOKEN.length) }) };
}

/** @throws for anything but a `ListBucketResult` of either version (S3 API, ListObjectsV2 and ListObjects). */
export function readPage(xml: string): FilePage {
  // An empty element is parsed as a text.
  const page = Page.parse(readXml(xml, 'ListBucketResult', ['Contents', 'CommonPrefixes']) || {});
  const name = page.EncodingType === 'url' ? urlDecoded : (written: string) => written;
  const files = page.Contents.entries.map(({ Key, Size, LastModified, ETag }) => ({
    key: name(Key),
    size: Size,
    last_modified: LastModified,
    etag: withoutQuotes(ETag),
  }));
  const prefixes = page.CommonPrefixes.entries.map(({ Prefix }) => name(Prefix));
  const truncated = page.IsTruncated === 'true';
  const marker = (page.NextMarker && name(page.NextMarker)) ?? lastOf([...files.map(({ key }) => key), ...prefixes]);
  const cursor = page.NextContinuationToken === undefined ? marker && `${MARKER}${marker}` : `${TOKEN}${page.NextContinuationToken}`;
  const unreadable = page.Contents.unreadable + page.CommonPrefixes.unreadable;
  return { files, prefixes, truncated, next_cursor: truncated ? cursor : undefined, unreadable };
}

/** A name as S3 writes it with `EncodingType` url, where a plus is a space. One that is not encoded so stays as it is. */
function urlDecoded(written: string): string {
  try {
    return decodeURIComponent(written.replaceAll('+', ' '));
  } catch {
    return written;
  }
}

/** The last one in the order of S3, which is that of the UTF-8 bytes. */
const lastOf = (names: readonly string[]) => names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).at(-1);

export const withoutQuotes = (etag: string | undefined) => etag?.replace(/^"|"$/g, '');

/** The text of an element, or its child elements; repeated ones as lists. */
type XmlValue = string | { readonly [name: string]: XmlValue | readonly XmlValue[] };

/**
 * Document types are skipped, and entities that they define are never expanded.
 *
 * @param lists Names of elements that may be repeated.
 * @returns The content of the root element.
 * @throws for text that is not XML, or has another root.
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
