import { z } from 'zod';
import { count, httpsUrl, optional, webUrl } from '../lenient.ts';
import { countedListOf } from '../omissions.ts';

/** An object of ActivityStreams that is a post, as far as it is read. What may stand alone or in a list is a list here. */

const words = z.string().min(1);

/** Values that may stand alone, in a list, or as objects that hold the value under one of the names. */
function some<Schema extends z.ZodType>(schema: Schema) {
  return z
    .unknown()
    .catch(undefined)
    .transform((value) =>
      (Array.isArray(value) ? value.slice(0, 1000) : [value]).flatMap((item) => {
        const read = schema.safeParse(item);
        return read.success ? [read.data] : [];
      }),
    );
}

/** Everything of a list, or the one value, to be counted. */
function counted<Schema extends z.ZodType>(schema: Schema, most: number) {
  const list = countedListOf(schema, most);
  return z
    .unknown()
    .catch(undefined)
    .transform((value) =>
      list.parse(value === undefined || value === null || Array.isArray(value) ? value : [value]),
    );
}

const address = z.union([
  z.string().min(1),
  z.object({ href: words }).transform(({ href }) => href),
  z.object({ id: words }).transform(({ id }) => id),
]);

const picture = optional(
  z.union([
    z.object({ url: httpsUrl }).transform(({ url }) => url),
    z.object({ href: httpsUrl }).transform(({ href }) => href),
  ]),
);

const author = z.union([
  z
    .string()
    .min(1)
    .transform((id) => ({ id, name: null, preferredUsername: null, url: null, icon: null })),
  z.object({
    id: words,
    name: optional(words),
    preferredUsername: optional(z.string().regex(/^[\w.-]{1,128}$/u)),
    url: optional(webUrl),
    icon: picture,
  }),
]);

const attachment = z.object({
  type: z.string(),
  mediaType: optional(words),
  url: some(address),
  href: optional(words),
  name: optional(words),
  summary: optional(words),
  width: optional(z.number().min(1).max(100_000)),
  height: optional(z.number().min(1).max(100_000)),
  duration: optional(z.string()),
  icon: picture,
});

const tag = z.object({ type: z.string(), name: optional(words), href: optional(webUrl), icon: picture });
const total = optional(z.object({ totalItems: count }));
const option = z.object({ name: z.string(), replies: total });

export const noteSchema = z.object({
  id: z.string().min(1),
  type: some(z.string()),
  url: some(address),
  attributedTo: some(author).transform(([first = null]) => first),
  to: some(z.string()),
  cc: some(z.string()),
  name: optional(words),
  summary: optional(words),
  content: optional(z.string()),
  contentMap: optional(z.record(z.string(), z.unknown())),
  published: optional(z.string()),
  updated: optional(z.string()),
  sensitive: optional(z.boolean()),
  inReplyTo: some(address).transform(([first = null]) => first),
  attachment: counted(attachment, 20),
  tag: some(tag),
  oneOf: counted(option, 20),
  anyOf: counted(option, 20),
  endTime: optional(z.string()),
  closed: optional(z.string()),
  quote: some(z.union([address, z.object({ type: z.literal('Tombstone') }).transform(() => null)])).transform(
    ([first]) => first,
  ),
  quoteUrl: optional(words),
  quoteUri: optional(words),
  likes: total,
  shares: total,
  replies: total,
});

export type Note = z.output<typeof noteSchema>;
export type NoteAttachment = Note['attachment']['items'][number];
