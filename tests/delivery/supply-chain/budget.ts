/** How large what is shipped may become. Raise a figure in the change that needs it, and say there why. */
export const BUDGET = {
  /** 197 today: what `npm ci --omit dev` installs. */
  runtimePackages: 198,
  /** 251 today: what the first `npm start` installs. */
  startPackages: 252,
  /**
   * 4,870,000 today, in all its files: Telnyx's operations are 120 kB of it and the search in them 60 kB; the inbox, its five tools and its
   * pages are 160 kB; the numbering plans of all countries (libphonenumber-js/max), read when a call first needs them, are 228 kB.
   */
  bundleBytes: 5_000_000,
  /** 120,000 today: the index of Telnyx's operations, compressed, read when one is first looked for. */
  operationsBytes: 600_000,
  /** 140,000 today, of which the library of Azure Functions is 120,000: what the host loads before it knows the functions. */
  entryBytes: 160_000,
  /** 915,000 today: what is compiled and evaluated for the first answer, beside the libraries that ask the vault and the tables. */
  firstBytes: 1_000_000,
} as const;
