import type { Look } from '../../model/platform.ts';
import { author, mention, post, tag, text, view } from './made-post.ts';
import type { Examples } from './section.ts';

/** What the gallery has to know of a platform. */
export interface ShownPlatform {
  readonly id: string;
  readonly name: string;
  readonly look: Look;
}

/** One post as it looks from each platform. */
export function onPlatforms(platforms: readonly ShownPlatform[]): Examples {
  return Object.fromEntries(
    platforms.map(({ id, name, look }) => [
      `on-${id}`,
      view({
        platform: { name, look },
        post: post({
          author: author('Harbour Office', 'harbour_office', 'office'),
          segments: [
            text('The old pier is open again. Thanks to '),
            mention('ada'),
            text(' for the measurements. '),
            tag('tides'),
          ],
          lang: 'en',
        }),
      }),
    ]),
  );
}
