import type { HookEnvironment } from './environment.ts';

const or = (value: string | undefined, placeholder: string) => value ?? placeholder;

/** What to do before the app is registered in Entra ID. */
export function entraSteps({ ENTRA_REDIRECT_URI: redirect, IDENTITY_PRINCIPAL_ID: identity }: HookEnvironment): string {
  return `One step is left: the resources exist, but the app cannot start before it is registered in Entra ID.

  1. Register it, logged in with az login (or have an administrator do it: infra/entra/README.md has the text to send):

       infra/entra/app-registration.sh --assign-owner me \\
         --redirect-uri ${or(redirect, 'https://YOUR-APP/auth/callback')} \\
         --identity ${or(identity, 'PRINCIPAL-ID-OF-THE-IDENTITY')}

  2. Tell azd the id that it prints, and run azd again:

       azd env set ENTRA_CLIENT_ID <client id>
       azd up`;
}

/** How to connect to the ready app. */
export function connectSteps({ MCP_ENDPOINT: endpoint = '', TEST_PAGE_URL: testPage = '' }: HookEnvironment, tools: string): string {
  return `Ready: ${tools}.

  MCP endpoint  ${endpoint}
  Get a token   ${testPage}
  All clients   ${new URL('/', endpoint).href}

  Claude Code   claude mcp add --transport http telnyx ${endpoint}
  VS Code       code --add-mcp '${JSON.stringify({ name: 'telnyx', type: 'http', url: endpoint })}'
  Cursor        ~/.cursor/mcp.json: ${JSON.stringify({ mcpServers: { telnyx: { url: endpoint } } })}
  claude.ai     Settings → Connectors → Add custom connector → the endpoint

Texts and calls that come in: ask a client for connect_inbox. It tells Telnyx the address of this app; nothing has to be copied.

People need a role (Reader, Operator, Manager, Owner): Entra ID → Enterprise applications → Users and groups.
How to run it: infra/azure/HANDBOOK.md. azd down removes all of it but the vault, which stays soft-deleted, its name taken, for VAULT_RETENTION_DAYS days, and the logs, which can be recovered for 14.`;
}
