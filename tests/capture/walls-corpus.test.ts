import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Post, textOf } from '../../src/model/post.ts';
import { mastodon } from '../../src/platforms/mastodon/index.ts';
import { status } from '../../src/platforms/mastodon/status.ts';
import { x } from '../../src/platforms/x/index.ts';
import { syndication } from '../../src/platforms/x/syndication.ts';
import { recordedAnswers, wireOf, withoutCorpus } from '../platforms/platform-corpus.ts';
import { platformPosts } from './platform-posts.ts';
import { openReader, type Reader } from './read-in-browser.ts';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>');

/** Real posts: what people write, in whatever language, about whatever. */
const told: readonly { readonly name: string; readonly post: Post; readonly platform: string }[] = [
  ...(recordedAnswers('x/syndication') ?? []).map(({ name, body }) => ({
    platform: 'x',
    name,
    answer: ((ref) => ref && syndication.read(wireOf(body), ref))(x.refOf(name)),
  })),
  ...(recordedAnswers('mastodon/status') ?? []).map(({ name, body }) => ({
    platform: 'mastodon',
    name,
    answer: ((ref) => ref && status.read(wireOf(body), ref))(mastodon.refOf(name.replace(/-(?=\w+$)/u, '/'))),
  })),
].flatMap(({ platform, name, answer }) =>
  answer?.kind === 'post' && answer.post.ref !== null ? [{ platform, name, post: answer.post }] : [],
);

describe.skipIf(told.length === 0)(`real posts${told.length === 0 ? ` (${withoutCorpus})` : ''}`, () => {
  let reader: Reader;
  beforeAll(async () => {
    reader = await openReader();
  });
  afterAll(() => reader.close());

  it.each(platformPosts.filter(({ name }) => ['x', 'mastodon'].includes(name)))(
    'are kept on a page of $name',
    async (embedded) => {
      const { name, page } = embedded;
      const posts = told.filter(({ platform }) => platform === name);
      expect(posts.length).toBeGreaterThan(30);
      const refused: string[] = [];
      for (const { post } of posts) {
        const { id } = post.ref ?? { id: '' };
        const handle = post.author?.handle ?? '';
        // A server's own emoji are pictures on its page.
        const text = textOf(post.segments.filter(({ kind }) => kind !== 'emoji'));
        const shown = embedded.draw({ id, handle: handle.split('@')[0] ?? '', text: escaped(text) });
        const verdict = await reader.judge(shown, page, {
          id,
          handle: handle.split('@')[0] ?? '',
          name: null,
          text,
        });
        if (verdict.kind !== 'post')
          refused.push(`${id}: ${verdict.kind} (${verdict.detail}) ${text.slice(0, 50)}`);
      }
      expect(refused).toEqual([]);
    },
  );
});
