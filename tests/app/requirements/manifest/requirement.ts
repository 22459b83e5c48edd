/** Something that this server must do or must not do, and where that is demanded. */
export interface Requirement {
  /** Cited by tests at the start of their names: `P3: an unknown method …`, `U5, U6: …`. Never given to anything else later. */
  readonly id: string;
  /** The page of the specification, the section of the RFC, or `proof` for a promise of our own. */
  readonly source: string;
  /** In our words, in one line. */
  readonly says: string;
  /** Why no test can pass yet. Once one does, the gate wants this mark away. */
  readonly planned?: string;
}

/** Rows of `[number or section, words, reason where it is not met yet]`, all of one page, become requirements. */
export function page(
  prefix: string,
  source: string,
  rows: readonly (readonly [part: string, says: string, planned?: string])[],
): Requirement[] {
  return rows.map(([part, says, planned]) => ({ id: `${prefix}${part}`, source, says, ...(planned !== undefined && { planned }) }));
}
