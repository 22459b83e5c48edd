/** @see RFC 9110 section 7.6.1 */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Whether a proxy forwards the header.
 * @param connection the message's Connection header, which may name more hop-by-hop headers
 */
export function isEndToEnd(name: string, connection = ''): boolean {
  const lower = name.toLowerCase();
  if (HOP_BY_HOP.has(lower)) return false;
  return (
    connection === '' ||
    !connection
      .toLowerCase()
      .split(',')
      .some((other) => other.trim() === lower)
  );
}
