import { z } from 'zod';

/** Null where the value is missing or malformed: an odd part never costs the whole post. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullable().catch(null);
}

/** The well-formed items of a list, at most `most` of them; none where it isn't a list. */
export function listOf<Schema extends z.ZodType>(schema: Schema, most: number) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((items) =>
      items.slice(0, most).flatMap((item) => {
        const read = schema.safeParse(item);
        return read.success ? [read.data] : [];
      }),
    );
}

/** Whatever stands there, nothing included: to be read by itself. */
export const anything = z.unknown().optional();

/** A count worth showing: a whole number from 0 to 2⁵³. */
export const count = optional(z.int().min(0));

/** An address of the web that starts nothing but a request: `http` or `https`, no blanks or controls. */
export const webUrl = z
  .string()
  .regex(/^https?:\/\/[^\s\p{Cc}"<>\\]+$/iu)
  .refine((text) => URL.canParse(text));

/** As `webUrl`, encrypted, without user or password. */
export const httpsUrl = webUrl.regex(/^https:\/\/[^/?#@]+(?:[/?#]|$)/iu);
