const AT_ONCE = 10;

/** Does `work` for each of the items, ten at a time. Rejects with the first failure, and begins nothing after it. */
export async function eachOf<Item extends object>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) await work(item);
  };
  try {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, queue.length) }, worker));
  } catch (error) {
    queue.length = 0;
    throw error;
  }
}
