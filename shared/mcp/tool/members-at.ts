import { z } from 'zod';

/**
 * @param path of an issue in what a schema checks
 * @returns the names that the object at this place takes; none where it is no object, or where there are several kinds of it
 */
export function membersAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let at: z.ZodType | undefined = inside(schema);
  for (const step of path) at = at && memberOf(at, step);
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

function memberOf(schema: z.ZodType, step: PropertyKey): z.ZodType | undefined {
  if (schema instanceof z.ZodArray) return inside(schema.element as z.ZodType);
  if (!(schema instanceof z.ZodObject) || !Object.hasOwn(schema.shape, step)) return undefined;
  return inside(schema.shape[String(step)] as z.ZodType);
}

/** What is optional, or read before it is checked. */
function inside(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return inside(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodPipe ? inside(schema.out as z.ZodType) : schema;
}
