import type { Segment } from '../../src/model/post.ts';
import { platforms } from '../../src/platforms/index.ts';
import { author, photo, post, view } from '../../src/render/gallery/made-post.ts';
import { faces, landscapes } from '../../src/render/gallery/pictures.ts';
import type { FallbackView } from '../../src/render/view.ts';

/** A made-up post of X, to be drawn by Holdfast and by others. */
export interface ComparedPost {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly name: string;
  readonly handle: string;
  readonly face: string;
  readonly verified: 'blue' | 'business' | 'government' | null;
  readonly text: string;
  /** Names of pictures. */
  readonly photos: readonly string[];
}

export const comparedPosts: readonly ComparedPost[] = [
  {
    lang: 'ar',
    dir: 'rtl',
    name: 'صوت المرفأ',
    handle: 'harbour_voice',
    face: 'voice',
    verified: 'blue',
    text: 'أُغلق المرفأ صباح اليوم ساعتين بعد أن ارتفع منسوب المياه مترًا كاملًا.\n\nشكرًا لـ @harbour_office على سرعة التنبيه #المرفأ',
    photos: ['boat', 'north'],
  },
  {
    lang: 'he',
    dir: 'rtl',
    name: 'דנה כהן',
    handle: 'dana_c',
    face: 'dana',
    verified: null,
    text: 'הנמל נסגר הבוקר לשעתיים.\nתודה ל- @harbour_office על העדכון המהיר (10:45). #נמל',
    photos: [],
  },
  {
    lang: 'ja',
    dir: 'ltr',
    name: '港の灯台',
    handle: 'minato_light',
    face: 'minato',
    verified: 'business',
    text: '今朝の潮位は平年より一メートル高かった。\n百年続いた観測の中でも、こんなことは初めてです。🌊 #潮位',
    photos: ['south'],
  },
  {
    lang: 'hi',
    dir: 'ltr',
    name: 'रवि मछुआरा',
    handle: 'ravi_nav',
    face: 'ravi',
    verified: 'government',
    text: 'आज सुबह ज्वार एक मीटर ऊँचा था। पुराने घाट का मापक सौ साल में पहली बार ग़लत निकला। #ज्वार',
    photos: [],
  },
  {
    lang: 'en',
    dir: 'ltr',
    name: 'Harbour Office',
    handle: 'harbour_office',
    face: 'office',
    verified: 'blue',
    text: 'The tide gauge at the old pier has been right for 100 years.\n\nThis morning it was wrong by a metre. We are looking into it with @ada #tides',
    photos: ['gate', 'pier', 'street'],
  },
];

/** As Holdfast shows it. */
export function asView(compared: ComparedPost): FallbackView {
  const { lang, dir, name, handle, face, verified, photos } = compared;
  const x = platforms.find(({ id }) => id === 'x');
  if (x === undefined) throw new Error('no platform x');
  return view({
    platform: { name: x.name, look: x.look },
    preservedBy: 'Harbour Chronicle',
    post: post({
      author: { ...author(name, handle, face), verified },
      segments: marksIn(compared.text).map(({ text, mark }): Segment => {
        const url = `https://social.example/${encodeURIComponent(mark?.word ?? '')}`;
        if (mark === null) return { kind: 'text', text };
        return mark.kind === 'tag'
          ? { kind: 'tag', text, tag: mark.word, url }
          : { kind: 'mention', text, handle: mark.word, url };
      }),
      media: photos.map((each) => photo(each, 1200, 800, 'Drawn')),
      lang,
      dir,
    }),
  });
}

/** As X's syndication endpoint would answer it; its pictures are addresses of `pictureAddress`. */
export function asTweet({ lang, name, handle, face, verified, text, photos }: ComparedPost): unknown {
  const entities = { hashtags: [] as unknown[], user_mentions: [] as unknown[], urls: [], symbols: [] };
  let at = 0;
  for (const { text: part, mark } of marksIn(text)) {
    const indices = [at, at + [...part].length];
    at += [...part].length;
    if (mark?.kind === 'tag') entities.hashtags.push({ indices, text: mark.word });
    if (mark?.kind === 'mention')
      entities.user_mentions.push({ indices, screen_name: mark.word, id_str: '1', name: mark.word });
  }
  const mediaDetails = photos.map((each) => ({
    type: 'photo',
    media_url_https: `${pictureAddress}${each}.jpg`,
    original_info: { width: 1200, height: 800, focus_rects: [] },
    sizes: { large: { w: 1200, h: 800 } },
    expanded_url: 'https://x.com/a/1',
    display_url: '',
    indices: [0, 0],
    url: '',
  }));
  const kinds = { business: 'Business', government: 'Government' };
  return {
    __typename: 'Tweet',
    lang,
    id_str: '1703123456789012345',
    text,
    display_text_range: [0, at],
    created_at: '2023-09-14T08:15:00.000Z',
    favorite_count: 1204,
    conversation_count: 37,
    entities,
    user: {
      id_str: '1',
      name,
      screen_name: handle,
      profile_image_url_https: `data:image/webp;base64,${faces[face] ?? ''}`,
      profile_image_shape: 'Circle',
      verified: false,
      is_blue_verified: verified === 'blue',
      verified_type: verified === null || verified === 'blue' ? undefined : kinds[verified],
    },
    ...(photos.length === 0 ? {} : { mediaDetails }),
    photos: [],
    edit_control: { edit_tweet_ids: ['1'] },
    isEdited: false,
    isStaleEdit: false,
  };
}

export const pictureAddress = 'https://pictures.example/';

/** Addresses of `asTweet`'s pictures replaced by the pictures. */
export function withPictures(markup: string): string {
  return markup.replace(
    /https:\/\/pictures\.example\/(\w+)[^"]*/gu,
    (_address, name: string) => `data:image/webp;base64,${landscapes[name] ?? ''}`,
  );
}

interface Marked {
  readonly text: string;
  readonly mark: { readonly kind: 'tag' | 'mention'; readonly word: string } | null;
}

function marksIn(text: string): Marked[] {
  return text
    .split(/([#@][\p{L}\p{M}_]+)/u)
    .filter((part) => part !== '')
    .map((part) => {
      const kind = part.startsWith('#') ? 'tag' : part.startsWith('@') ? 'mention' : null;
      return { text: part, mark: kind === null ? null : { kind, word: part.slice(1) } };
    });
}
