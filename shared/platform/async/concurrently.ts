/**
 * Runs `work` for every item, at most `limit` at a time.
 *
 * @returns The results, in the order of the items.
 * @throws The first error. Nothing is started after it.
 */
export async function concurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  let failed = false as boolean;
  const worker = async () => {
    for (const [index, item] of queue) {
      if (failed) return;
      results[index] = await work(item);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  } catch (error) {
    failed = true;
    throw error;
  }
  return results;
}
