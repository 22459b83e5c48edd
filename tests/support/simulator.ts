/**
 * Uses a test control of the Telnyx simulator.
 *
 * @returns its answer; throws where it refuses.
 */
export async function sendControl(base: string, path: string, body: object): Promise<unknown> {
  const response = await fetch(`${base}/_sim${path}`, { method: 'POST', body: JSON.stringify(body) });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer;
}
