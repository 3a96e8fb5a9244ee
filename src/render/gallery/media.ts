import { photo, post, text, video, view } from './made-post.ts';
import type { Examples } from './section.ts';

/** Photos, films and what stands where no copy is kept. */
export const media: Examples = {
  'two-photos': view({
    post: post({
      segments: [text('Before and after.')],
      media: [photo('north', 900, 1200, 'North pier'), photo('south', 900, 1200, null)],
      lang: 'en',
    }),
  }),
  'three-photos': view({
    known: 'archive',
    post: post({
      segments: [text('Three views of one morning')],
      media: [
        photo('north', 900, 1200, 'North'),
        photo('south', 1200, 800, 'South'),
        photo('boat', 1200, 800, 'Boat'),
      ],
      lang: 'en',
    }),
  }),
  'four-photos': view({
    post: post({
      segments: [text('All four gates, closed.')],
      media: ['north', 'south', 'boat', 'gate'].map((name) => photo(name, 1200, 900, `The ${name} gate`)),
      sensitive: false,
      lang: 'en',
    }),
  }),
  video: view({
    post: post({
      segments: [text('The moment it turned.')],
      media: [video('boat', 'video', 42_300)],
      lang: 'en',
    }),
  }),
  'no-copies': view({
    pictureOf: () => null,
    post: post({
      segments: [text('The pictures of this one could not be had.')],
      media: [
        photo('a', 1200, 800, 'A heron on a bollard, looking at the camera'),
        photo('b', 1200, 800, null),
        video(null, 'video', 61_000),
      ],
      truncated: true,
      sensitive: true,
      lang: 'en',
    }),
  }),
};
