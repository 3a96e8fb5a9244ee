import {
  type Author,
  emptyPost,
  type Media,
  nobody,
  type Picture,
  type Post,
  pictureAt,
  type Segment,
} from '../../model/post.ts';
import type { FallbackView, ShownFilm } from '../view.ts';

/** A made-up network, so that no example leans on a real one's look. */
export const look = {
  colour: { light: '#14509b', dark: '#8fc1ff' },
  mark: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 4a6 6 0 1 1 0 12 6 6 0 0 1 0-12z',
};

export function text(words: string): Segment {
  return { kind: 'text', text: words };
}

export function tag(word: string): Segment {
  return {
    kind: 'tag',
    text: `#${word}`,
    tag: word,
    url: `https://social.example/tags/${encodeURIComponent(word)}`,
  };
}

export function mention(handle: string): Segment {
  return { kind: 'mention', text: `@${handle}`, handle, url: `https://social.example/${handle}` };
}

export function picture(name: string, width: number, height: number): Picture {
  return { ...pictureAt(`https://media.example/${name}.jpg`), width, height };
}

export function photo(name: string, width: number, height: number, alt: string | null): Media {
  return {
    ...picture(name, width, height),
    kind: 'photo',
    alt,
    poster: null,
    durationMs: null,
    stream: null,
  };
}

export function video(
  name: string | null,
  kind: 'video' | 'gif',
  durationMs: number | null,
  alt: string | null = null,
): Media {
  const poster = name === null ? null : picture(name, 1280, 720);
  return {
    ...pictureAt('https://media.example/clip.mp4'),
    kind,
    alt,
    poster,
    durationMs,
    stream: null,
  };
}

export function sound(durationMs: number, alt: string | null): Media {
  return {
    ...pictureAt('https://media.example/horn.mp3'),
    kind: 'audio',
    alt,
    poster: null,
    durationMs,
    stream: null,
  };
}

/** Of views whose films and sounds were kept. */
export function filmBeside({ kind }: Media): ShownFilm {
  return kind === 'audio'
    ? { src: 'media/horn.wav', mediaType: 'audio/wav' }
    : { src: 'media/tide.webm', mediaType: 'video/webm' };
}

/** Of views whose archive tells who keeps it. */
export const imprint = {
  preservedBy: 'The Harbour Gazette',
  proof: 'https://archive.harbour.example/posts/social%3A1',
} as const;

export const arabicImprint = {
  preservedBy: 'جريدة المرفأ',
  proof: '/archive/posts/social%3A1',
} as const;

/** A link as platforms shorten it. */
export const harbourLink = {
  kind: 'link',
  text: 'harbour.example/tide…',
  url: 'https://www.harbour.example/tides/2023/september',
} as const;

export function author(name: string | null, handle: string | null, face: string | null = null): Author {
  const url = handle === null ? null : `https://social.example/${handle}`;
  return { ...nobody, name, handle, url, avatar: face === null ? null : picture(face, 96, 96) };
}

export function post(parts: Partial<Post>): Post {
  const ref = { platform: 'social', id: '1', url: 'https://social.example/ada/1' };
  return {
    ...emptyPost,
    ref,
    createdAt: '2023-09-14T08:15:00.000Z',
    author: author('Ada Byron', 'ada', 'ada'),
    ...parts,
  };
}

/** A view of the post, seen live on its platform unless said otherwise; pictures lie beside the page by name. */
export function view(parts: Partial<FallbackView> & { readonly post: Post | null }): FallbackView {
  return {
    name: 'social:1',
    ref: parts.post?.ref ?? null,
    state: 'live',
    known: 'platform',
    takenAt: '2023-09-15T10:00:00.000Z',
    since: '2023-09-15T10:00:00.000Z',
    lastLive: null,
    preservedBy: null,
    proof: null,
    platform: { name: 'Social', look },
    pictureOf: ({ urls, width, height }) => {
      const name = /^https:\/\/media\.example\/(\w+)\.jpg$/u.exec(urls[0] ?? '')?.[1];
      return name === undefined ? null : { src: `media/${name}.webp`, width, height };
    },
    filmOf: () => null,
    ...parts,
  };
}
