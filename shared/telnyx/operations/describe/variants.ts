import type { Operations } from '../load.ts';
import type { Schema } from '../operation.ts';

/** The variants of a union, by the name under which they are shown and asked for. */
export interface Variants {
  /** The member whose value is the name; undefined where there is none. */
  readonly by: string | undefined;
  readonly named: ReadonlyMap<string, Schema>;
}

/** @returns undefined for what is no union */
export function variantsOf(schema: Schema, { resolve }: Pick<Operations, 'resolve'>): Variants | undefined {
  const { anyOf, discriminator } = resolve(schema);
  if (anyOf === undefined) return undefined;
  const shapes = anyOf.map(resolve);
  const by = discriminator ?? tellingMember(shapes);
  const named = new Map<string, Schema>();
  for (const [at, variant] of anyOf.entries()) {
    const [value] = (by !== undefined && shapes[at]?.properties?.[by]?.enum) || [];
    const name = String(value ?? variant.$ref ?? at + 1);
    named.set(named.has(name) ? `${name} ${at + 1}` : name, variant);
  }
  return { by, named };
}

/** A member that has one value in each variant, another one each. */
function tellingMember(shapes: readonly Schema[]): string | undefined {
  const [first, ...others] = shapes;
  return Object.keys(first?.properties ?? {}).find((name) => {
    const values = [first, ...others].map((shape) => shape?.properties?.[name]?.enum ?? []);
    return values.every((listed) => listed.length === 1) && new Set(values.flat()).size === shapes.length;
  });
}
