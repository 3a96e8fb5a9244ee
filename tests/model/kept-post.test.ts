import { describe, expect, it } from 'vitest';
import {
  emptyPost,
  nobody,
  type Picture,
  type Post,
  pictureAt,
  picturesOf,
  withAllParts,
  withPictures,
} from '../../src/model/post.ts';

const at = (name: string) => pictureAt(`https://img.test/${name}`);

/** A post with a picture in every place it can have one. */
function postOf(name: string, more: Partial<Post> = {}): Post {
  const media = { alt: null, durationMs: null, stream: null } as const;
  return {
    ...emptyPost,
    author: { ...nobody, avatar: at(`${name}-avatar`) },
    segments: [
      { kind: 'text', text: 'a' },
      { kind: 'emoji', text: ':b:', picture: at(`${name}-emoji`) },
    ],
    media: [
      { ...at(`${name}-photo`), ...media, kind: 'photo', poster: null },
      { ...at(`${name}-film`), ...media, kind: 'video', poster: at(`${name}-poster`) },
    ],
    card: { url: 'https://a.test/', title: null, description: null, site: null, picture: at(`${name}-card`) },
    ...more,
  };
}

const link = { name: 'x:1', url: 'https://a.test/1', handle: null };
const full = postOf('own', {
  quote: postOf('quote', { quote: postOf('deep', { quote: postOf('deepest') }) }),
  parent: { ...link, post: postOf('parent') },
  thread: { before: [postOf('before')], after: [postOf('after')] },
});

/** As it was kept before pictures had a likeness, threads or streams. */
function asKeptOnce(post: Post): Post {
  const gone = new Set([
    'likeness',
    'from',
    'others',
    'stream',
    'omissions',
    'unavailable',
    'uri',
    'version',
  ]);
  return JSON.parse(
    JSON.stringify(post, (key, value: unknown) => (gone.has(key) ? undefined : value)),
  ) as Post;
}

describe('a post that an earlier version kept', () => {
  it('gets the parts it had no word for, wherever it has pictures', () => {
    expect(asKeptOnce(full)).not.toEqual(full);
    expect(withAllParts(asKeptOnce(full))).toEqual(full);
    expect(withAllParts(full)).toEqual(full);
  });

  it('may have a parent without its post, and no thread', () => {
    const { thread: _, ...rest } = asKeptOnce({ ...full, parent: { ...link, post: null } });
    const kept = { ...rest, parent: link } as unknown as Post;
    expect(withAllParts(kept)).toEqual({ ...full, parent: { ...link, post: null }, thread: null });
  });
});

describe('the pictures of a post', () => {
  const all = ['photo', 'film', 'poster', 'avatar', 'card', 'emoji'];
  const names = [
    ...['own', 'quote', 'deep'].flatMap((name) => all.map((part) => `${name}-${part}`)),
    'parent-avatar',
    ...['before', 'after'].flatMap((name) => all.map((part) => `${name}-${part}`)),
  ];
  const nameOf = ({ urls }: Picture) => urls[0]?.replace('https://img.test/', '');

  it('are its own first, quotes two deep, of its parent the face, and its thread’s', () => {
    expect(picturesOf(full).map(nameOf)).toEqual(names);
  });

  it('are each changed once, and nothing else is', () => {
    const shownBy: (string | null)[] = [];
    const changed = withPictures(full, (picture, post) => {
      shownBy.push(post.author.avatar?.urls[0] ?? null);
      return { ...picture, blob: `blob of ${nameOf(picture)}` };
    });
    expect(picturesOf(changed).map(({ blob }) => blob)).toEqual(names.map((name) => `blob of ${name}`));
    expect(JSON.parse(JSON.stringify(changed), (key, value) => (key === 'blob' ? null : value))).toEqual(
      full,
    );
    expect(shownBy.map((url, index) => url?.includes(names[index]?.split('-')[0] ?? '?'))).toEqual(
      names.map(() => true),
    );
  });
});
