import type { Card } from '../../model/post.ts';
import type { Ref } from '../../ref.ts';
import { cleanText } from '../segments.ts';

/** Addresses of a video's still, largest first; not all are there for every video. */
export function stillsOf(id: string): string[] {
  return ['maxresdefault', 'sddefault', 'hqdefault'].map(
    (name) => `https://i.ytimg.com/vi/${id}/${name}.jpg`,
  );
}

/** The words under a video, which are no part of what articles call its text. */
export function cardOf(ref: Ref, title: string, description: string): Card {
  return {
    url: ref.url,
    title: cleanText(title),
    description: cleanText(description).trim(),
    site: 'YouTube',
    picture: null,
  };
}
