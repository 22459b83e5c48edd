import {
  Client as V2Client,
  StreamableHTTPClientTransport as V2Transport,
  UnauthorizedError as V2UnauthorizedError,
  type OAuthDiscoveryState as V2DiscoveryState,
  type StoredOAuthClientInformation,
  type StoredOAuthTokens,
  type VersionNegotiationMode,
} from '@modelcontextprotocol/client';
import {
  UnauthorizedError as V1UnauthorizedError,
  type OAuthDiscoveryState as V1DiscoveryState,
} from '@modelcontextprotocol/sdk/client/auth.js';
import { Client as V1Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as V1Transport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { OAuthClientInformationMixed, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js';
import { createClientMemory } from './client-memory.ts';

/** One connection of a library, from the first refusal to the last call. */
interface Session {
  connect(): Promise<void>;
  /** Hands the authorization response to the library. */
  finish(response: URLSearchParams): Promise<void>;
  tools(): Promise<string[]>;
  call(name: string, args: Readonly<Record<string, unknown>>): Promise<{ readonly isError: boolean }>;
  close(): Promise<void>;
}

/** A program that uses one of the libraries: its memory outlives its connections. */
export interface Program {
  /** Asked for more scopes, it refreshes while it can, instead of sending the person. */
  readonly refreshesFirst: boolean;
  readonly memory: Pick<ReturnType<typeof createClientMemory>, 'authorizations' | 'spoilAccessToken' | 'dropRefreshToken'>;
  clientId(): string | undefined;
  tokens(): { readonly access_token: string; readonly refresh_token?: string | undefined; readonly scope?: string | undefined } | undefined;
  open(): Session;
}

export type Library = (url: string, redirectUri: string, metadataUrl?: string) => Program;

const WHO = { name: 'judge', version: '1.0.0' };

export const v1: Library = (url, redirectUri, metadataUrl) => {
  const memory = createClientMemory<OAuthClientInformationMixed, OAuthTokens, V1DiscoveryState>(redirectUri, metadataUrl);
  return {
    refreshesFirst: true,
    memory,
    clientId: () => memory.contents.information?.client_id,
    tokens: () => memory.contents.tokens,
    open() {
      const client = new V1Client(WHO);
      const transport = new V1Transport(new URL(url), { authProvider: memory.provider });
      return {
        connect: () => client.connect(transport),
        finish: (response) => transport.finishAuth(response.get('code') ?? ''),
        tools: async () => (await client.listTools()).tools.map(({ name }) => name),
        call: async (name, args) => ({ isError: (await client.callTool({ name, arguments: args })).isError === true }),
        close: () => client.close(),
      };
    },
  };
};

export const v2 =
  (mode: VersionNegotiationMode): Library =>
  (url, redirectUri, metadataUrl) => {
    const memory = createClientMemory<StoredOAuthClientInformation, StoredOAuthTokens, V2DiscoveryState>(redirectUri, metadataUrl);
    return {
      refreshesFirst: false,
      memory,
      clientId: () => memory.contents.information?.client_id,
      tokens: () => memory.contents.tokens,
      open() {
        const client = new V2Client(WHO, { versionNegotiation: { mode } });
        const transport = new V2Transport(new URL(url), { authProvider: memory.provider });
        return {
          connect: () => client.connect(transport),
          finish: (response) => transport.finishAuth(response),
          tools: async () => (await client.listTools()).tools.map(({ name }) => name),
          call: async (name, args) => ({ isError: (await client.callTool({ name, arguments: args })).isError === true }),
          close: () => client.close(),
        };
      },
    };
  };

/** Whether a library stopped because only a person can go on. */
export const needsPerson = (error: unknown): boolean => error instanceof V1UnauthorizedError || error instanceof V2UnauthorizedError;
