import type { Settings } from '../settings/index.ts';

/** Whose server it is, for the pages that people see. */
export type Site = Pick<Settings, 'serverTitle' | 'publicBaseUrl'>;

/** The product's own name, where the operator set no SERVER_TITLE. */
const PRODUCT = 'Telnyx MCP';

/** Its name in a title, such as “Acme Telnyx”. */
export const siteTitle = ({ serverTitle }: Pick<Site, 'serverTitle'>): string =>
  serverTitle === undefined ? PRODUCT : `${serverTitle} Telnyx`;

/** The account in a sentence: “Claude wants access to Acme’s Telnyx account”. */
export const accountOf = ({ serverTitle }: Pick<Site, 'serverTitle'>): string =>
  serverTitle === undefined ? 'this Telnyx account' : `${possessive(serverTitle)} Telnyx account`;

const possessive = (name: string): string => (/s$/i.test(name) ? `${name}’` : `${name}’s`);
