/** Whether at least one member has a value: an update without any would change nothing. `null` and `""` are values. */
export function hasAnyValue(members: Readonly<Record<string, unknown>>): boolean {
  return Object.values(members).some((value) => value !== undefined);
}
