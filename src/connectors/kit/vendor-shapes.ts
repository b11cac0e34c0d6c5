import { z } from 'zod';

/** An id as text: many systems number theirs. A number too large to be exact is refused. */
export const idText = z.union([z.string().min(1), z.int().transform(String)]);

/** A field that may be missing, null or odd, and then is undefined: it costs itself, not the answer it stands in. */
export function optional<Shape extends z.ZodType>(shape: Shape) {
  return shape
    .nullish()
    .transform((value) => value ?? undefined)
    .catch(undefined);
}
