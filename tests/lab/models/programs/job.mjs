/** What every program here is told: the MCP endpoint, its token, the provider's origin, and what to ask the model. */
export const { MCP_URL: mcpUrl, MCP_TOKEN: token, PROVIDER_URL: providerUrl } = process.env;
export const headers = { Authorization: `Bearer ${token}` };
export const prompts = process.argv.slice(2);

/** More turns than any task takes. */
export const TURNS = 200;

/** Asks the model each prompt, in a conversation of its own, and tells what it said in the end, or why there is no end. */
export async function converse(ask) {
  for (const prompt of prompts) {
    const end = await ask(prompt).catch((error) => String(error));
    console.log(JSON.stringify({ prompt, end }));
  }
}
