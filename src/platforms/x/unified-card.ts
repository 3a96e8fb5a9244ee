import { z } from 'zod';
import { type Card, pictureAt } from '../../model/post.ts';
import { httpsUrl, optional, webUrl } from '../lenient.ts';
import { cleanText } from '../segments.ts';
import { readNestedJson } from './nested-json.ts';

/**
 * A card made of parts that name each other: JSON within a string. The first destination, the first words and the first
 * picture are what a reader sees first; null where there is no destination.
 */
export function readUnifiedCard(json: string): Card | null {
  const read = schema.safeParse(readNestedJson(json));
  if (!read.success) return null;
  const { component_objects, destination_objects, media_entities, app_store_data } = read.data;
  const place = destination_objects.find((each) => each.data?.url_data != null)?.data?.url_data ?? null;
  if (place === null) return null;
  const details = component_objects.flatMap(({ data }) => (data === null ? [] : [data, data.topic_detail]));
  const title = details.find((each) => each?.title != null)?.title ?? app_store_data[0]?.[0]?.title ?? null;
  const subtitle = details.find((each) => each?.subtitle != null)?.subtitle ?? null;
  const picture = media_entities[0] ?? null;
  return {
    url: place.url,
    title: title === null ? null : cleanText(title.content),
    description: null,
    site: place.vanity ?? subtitle?.content ?? null,
    picture:
      picture === null
        ? null
        : {
            ...pictureAt(picture.media_url_https),
            width: picture.original_info?.width ?? null,
            height: picture.original_info?.height ?? null,
          },
  };
}

const content = optional(z.object({ content: z.string().min(1) }));
const detail = { title: content, subtitle: content };

const component = z.object({
  data: optional(z.object({ ...detail, topic_detail: optional(z.object(detail)) })),
});

const destination = z.object({
  data: optional(
    z.object({ url_data: optional(z.object({ url: webUrl, vanity: optional(z.string().min(1)) })) }),
  ),
});

const picture = z.object({
  media_url_https: httpsUrl,
  original_info: optional(z.object({ width: z.int().positive(), height: z.int().positive() })),
});

const schema = z.object({
  component_objects: valuesOf(component),
  destination_objects: valuesOf(destination),
  media_entities: valuesOf(picture),
  app_store_data: valuesOf(z.array(z.object({ title: content }))),
});

/** The well-formed values of an object, in its order, at most a hundred. */
function valuesOf<Schema extends z.ZodType>(schema: Schema) {
  return z
    .unknown()
    .catch(undefined)
    .transform((value): z.output<Schema>[] => {
      if (typeof value !== 'object' || value === null) return [];
      return Object.values(value)
        .slice(0, 100)
        .flatMap((item) => {
          const read = schema.safeParse(item);
          return read.success ? [read.data] : [];
        });
    });
}
