const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether an absolute URL names this machine. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.has(new URL(url).hostname);
}
