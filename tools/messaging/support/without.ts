/** @returns a copy without the members of which `isNothing` is true */
export function without<Members extends object>(members: Members, isNothing: (value: unknown) => boolean): Members {
  const rest = { ...members };
  for (const [name, value] of Object.entries(rest)) if (isNothing(value)) Reflect.deleteProperty(rest, name);
  return rest;
}
