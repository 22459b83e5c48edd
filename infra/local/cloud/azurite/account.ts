/**
 * The well-known account of every storage emulator. Its key is public.
 * @see https://learn.microsoft.com/azure/storage/common/storage-use-azurite#well-known-storage-account-and-key
 */
const ACCOUNT = 'devstoreaccount1';
const ACCOUNT_KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

export const accountUrl = (port: number): string => `http://127.0.0.1:${port}/${ACCOUNT}`;

/** The value of AzureWebJobsStorage. */
export function connectionString(urls: { readonly blobs: string; readonly tables: string }): string {
  return `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${ACCOUNT_KEY};BlobEndpoint=${urls.blobs};TableEndpoint=${urls.tables};`;
}
