import type { Theme } from '../../src/model/capture.ts';
import {
  type Author,
  emptyPost,
  type Media,
  type MediaKind,
  nobody,
  type Picture,
  type Post,
  pictureAt,
  type Segment,
} from '../../src/model/post.ts';
import type { Known, State } from '../../src/model/state.ts';
import type { Kind } from './kinds.ts';
import type { Scene } from './scenes.ts';

/** One post of the sheet and the one picture of it that is shown. */
export interface SheetPost {
  /** Stands under its picture. */
  readonly caption: string;
  readonly shows: readonly Kind[];
  readonly picture: 'card' | 'embed';
  readonly theme: Theme;
  readonly platform: string;
  /** The post's address; null for one that only an article tells of. */
  readonly url: string | null;
  readonly state: State;
  readonly known: Known;
  readonly post: Post;
}

type Told = Pick<SheetPost, 'caption' | 'shows' | 'platform' | 'url'> & {
  readonly post: Partial<Post> & Pick<Post, 'author'>;
} & Partial<Pick<SheetPost, 'picture' | 'theme' | 'state' | 'known'>>;

/** A post as told, live on its platform and drawn by us in light, unless it says otherwise. */
export function sheetPost({ post, ...rest }: Told): SheetPost {
  return {
    picture: 'card',
    theme: 'light',
    state: 'live',
    known: 'platform',
    ...rest,
    post: { ...emptyPost, ...post },
  };
}

/** The address of a post of X: its id counts milliseconds since 2010-11-04T01:42:54.657Z above its lower 22 bits. */
export function xUrl(handle: string, createdAt: string): string {
  return `https://x.com/${handle}/status/${BigInt(Date.parse(createdAt) - 1_288_834_974_657) << 22n}`;
}

export function author(name: string | null, handle: string, more: Partial<Author> = {}): Author {
  const avatar = pictureAt(`https://pictures.example/faces/${handle}.png`);
  return { ...nobody, name, handle, url: `https://people.example/${handle}`, avatar, ...more };
}

/** Words with `@mentions`, `#tags` and `host.example/…` links in them told apart. */
export function words(text: string): Segment[] {
  return text
    .split(/((?<![\p{L}\p{N}_])[@#][\p{L}\p{M}\p{N}_]+|[a-z]+\.example\/[\w-]*)/u)
    .filter((part) => part !== '')
    .map((part): Segment => {
      const name = part.slice(1);
      const url = `https://people.example/${encodeURIComponent(part)}`;
      if (/^@./u.test(part)) return { kind: 'mention', text: part, handle: name, url };
      if (/^#./u.test(part)) return { kind: 'tag', text: part, tag: name, url };
      if (/^[a-z]+\.example\//u.test(part)) return { kind: 'link', text: part, url: `https://${part}` };
      return { kind: 'text', text: part };
    });
}

export function picture(scene: Scene): Picture {
  return pictureAt(`https://pictures.example/scenes/${scene}.png`);
}

export function photo(scene: Scene, alt: string): Media {
  return { ...picture(scene), kind: 'photo', alt, poster: null, durationMs: null, stream: null };
}

export function film(kind: Exclude<MediaKind, 'photo'>, still: Scene, durationMs: number | null): Media {
  return { ...pictureAt(), kind, alt: null, poster: picture(still), durationMs, stream: null };
}
