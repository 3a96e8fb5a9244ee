import type { ArchiveTools } from '../../../src/archive.ts';
import { HoldfastError } from '../../../src/errors.ts';
import { openImages } from '../../../src/media/images.ts';
import { platforms } from '../../../src/platforms/index.ts';
import type { Store } from '../../../src/store/contract.ts';
import { madeTweet } from '../../stand-in/x-answers.ts';

export const post = '1703434500000000001';

/** One post, as people write its address. */
export const spellings = [
  `https://twitter.com/ada/status/${post}`,
  `https://x.com/ada/status/${post}?s=20&t=abc`,
  `https://mobile.twitter.com/Ada/status/${post}/photo/1`,
  `http://www.twitter.com/someone_else/statuses/${post}#top`,
  `https://x.com/i/web/status/${post}`,
  `https://platform.twitter.com/embed/Tweet.html?dnt=true&id=${post}`,
  `x:${post}`,
] as const;

/** What archiving needs, with X's own endpoint played and nothing else there. `wordsOf` may throw. */
export function playedTools(store: Store, wordsOf: (id: string) => string): ArchiveTools {
  return {
    store,
    platforms,
    images: openImages(),
    fetch: async ({ url }) => {
      const { hostname, searchParams } = new URL(url);
      if (hostname !== 'cdn.syndication.twimg.com')
        throw new HoldfastError('not-recorded', `${url} is not in the recording`);
      const id = searchParams.get('id') ?? '';
      const { body } = madeTweet(id, wordsOf(id));
      return { url, status: 200, headers: [], body: Buffer.from(body), at: new Date().toISOString() };
    },
    leave: { mirrors: false, metaToken: null },
    findMementos: null,
    recover: null,
    streams: { ffmpeg: null, work: '' },
    now: () => new Date(),
    random: () => 0.5,
  };
}
