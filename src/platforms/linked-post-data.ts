import { z } from 'zod';
import { originalAddress } from './archived-address.ts';
import { isWebAddress } from './html-segments.ts';
import { count, httpsUrl, optional } from './lenient.ts';

/** What linked data (schema.org) says of a post: a `SocialMediaPosting`, a `VideoObject` and their kin. */
export interface LinkedPost {
  readonly types: readonly string[];
  readonly addresses: readonly string[];
  readonly name: string | null;
  readonly text: string | null;
  readonly published: string | null;
  readonly author: {
    readonly name: string | null;
    readonly handle: string | null;
    readonly url: string | null;
  };
  readonly pictures: readonly string[];
  readonly videos: readonly string[];
  readonly likes: number | null;
  readonly replies: number | null;
}

/** The first of the values that is a post, of the types asked for; null without one. */
export function linkedPostIn(values: readonly unknown[], types: RegExp): LinkedPost | null {
  for (const value of values) {
    const read = schema.safeParse(value);
    if (read.success && read.data['@type'].some((type) => types.test(type))) return postOf(read.data);
  }
  return null;
}

const text = optional(z.string().regex(/\S/));
const oneOrMore = <Schema extends z.ZodType>(item: Schema) =>
  z
    .unknown()
    .optional()
    .transform((value) => (Array.isArray(value) ? value : [value]).slice(0, 20))
    .pipe(z.array(item.nullable().catch(null)))
    .transform((items) => items.filter((each) => each !== null));

const address = z.union([
  z.string(),
  z
    .object({ url: optional(z.string()), contentUrl: optional(z.string()), '@id': optional(z.string()) })
    .transform((each) => each.url ?? each.contentUrl ?? each['@id'] ?? ''),
]);

const person = z.object({
  name: text,
  alternateName: text,
  url: optional(z.string()),
  identifier: optional(
    z.union([z.string(), z.object({ value: z.string() }).transform(({ value }) => value)]),
  ),
});

const interaction = z.object({
  interactionType: z.union([
    z.string(),
    z.object({ '@type': z.string() }).transform((each) => each['@type']),
  ]),
  userInteractionCount: z.union([
    count,
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ]),
});

const schema = z.object({
  '@type': oneOrMore(z.string()),
  '@id': optional(z.string()),
  url: optional(address),
  mainEntityOfPage: optional(address),
  identifier: optional(z.string()),
  name: text,
  headline: text,
  articleBody: text,
  text,
  description: text,
  caption: text,
  datePublished: text,
  dateCreated: text,
  uploadDate: text,
  author: optional(z.union([z.array(person).transform((all) => all[0] ?? null), person])),
  creator: optional(z.union([z.array(person).transform((all) => all[0] ?? null), person])),
  image: oneOrMore(address),
  thumbnailUrl: oneOrMore(z.string()),
  contentUrl: optional(z.string()),
  video: oneOrMore(address),
  interactionStatistic: oneOrMore(interaction),
  commentCount: count,
});

type Data = z.output<typeof schema>;

function postOf(data: Data): LinkedPost {
  const author = data.author ?? data.creator ?? null;
  const own = [data.url, data.mainEntityOfPage, data['@id'], data.identifier];
  const handle = [author?.alternateName, author?.identifier].find((each) =>
    /^@?[\w.-]{1,40}$/u.test(each ?? ''),
  );
  const countOf = (type: RegExp) =>
    data.interactionStatistic.find((each) => type.test(each.interactionType))?.userInteractionCount ?? null;
  return {
    types: data['@type'],
    addresses: own.flatMap((each) => (each === null ? [] : [originalAddress(each)])),
    name: data.name ?? data.headline,
    text: data.articleBody ?? data.text ?? data.caption ?? data.description,
    published: data.datePublished ?? data.uploadDate ?? data.dateCreated,
    author: {
      name: author?.name ?? null,
      handle: handle?.replace(/^@/u, '') ?? null,
      url: webAddressOf(author?.url ?? null),
    },
    pictures: encrypted([...data.image, ...data.thumbnailUrl]),
    videos: encrypted([...(data.contentUrl === null ? [] : [data.contentUrl]), ...data.video]),
    likes: countOf(/Like/u),
    replies: countOf(/Comment|Reply/u) ?? data.commentCount,
  };
}

function webAddressOf(url: string | null): string | null {
  const original = url === null ? '' : originalAddress(url);
  return isWebAddress(original) ? original : null;
}

function encrypted(urls: readonly string[]): string[] {
  return [...new Set(urls.map(originalAddress))].filter((url) => httpsUrl.safeParse(url).success);
}
