import type { Media, Post } from '../../src/model/post.ts';
import { platforms } from '../../src/platforms/index.ts';
import { author, mention, photo, post, tag, text, view } from '../../src/render/gallery/made-post.ts';
import type { FallbackView } from '../../src/render/view.ts';

/** What the README opens with: made-up posts in as many scripts, each with something of its own to tell. */
export const readmeCards: readonly FallbackView[] = [
  on('x', {
    post: post({
      author: { ...author('صوت المرفأ', 'harbour_voice', 'voice'), verified: 'business' },
      segments: [
        text('أُغلق المرفأ صباح اليوم ساعتين بعد أن ارتفع منسوب المياه مترًا كاملًا. شكرًا لـ'),
        mention('harbour_office'),
        text(' على سرعة التنبيه '),
        tag('المرفأ'),
      ],
      media: [lighthouse('المنارة عند الرصيف الشمالي'), photo('boat', 1200, 800, 'قوارب أمام البيوت')],
      lang: 'ar',
      dir: 'rtl',
    }),
    state: 'deleted',
    lastLive: '2023-09-20T10:00:00.000Z',
    since: '2023-09-22T07:00:00.000Z',
  }),
  on('mastodon', {
    post: post({
      author: author('Ada Byron', 'ada@harbour.example', 'ada'),
      segments: [
        text(
          'The gauge at the old pier has been right for 100 years. Should it be mended, or kept as it is?',
        ),
      ],
      poll: {
        options: [
          { text: 'Mended', votes: 1204 },
          { text: 'Kept as it is', votes: 3380 },
          { text: 'Both, side by side', votes: 877 },
        ],
        endsAt: '2023-09-15T08:15:00.000Z',
      },
      note: { text: 'The pier has been closed to cars since 2021.', url: null },
      lang: 'en',
    }),
  }),
  on('x', {
    known: 'quoted',
    state: 'unknown',
    ref: null,
    post: post({
      ref: null,
      author: author('रवि मछुआरा', 'ravi_nav'),
      segments: [text('आज सुबह ज्वार एक मीटर ऊँचा था। पुराने घाट का मापक सौ साल में पहली बार ग़लत निकला।')],
      createdAt: '2023-09-14',
      lang: 'hi',
    }),
  }),
  on('bluesky', {
    post: post({
      author: author('港の灯台', 'minato.example', 'minato'),
      segments: [
        text('今朝の潮位は平年より一メートル高かった。\n百年続いた観測の中でも、こんなことは初めてです。'),
        tag('潮位'),
      ],
      media: [photo('south', 1200, 800, '港を出るフェリー')],
      lang: 'ja',
    }),
  }),
  on('threads', {
    state: 'suspended',
    since: '2024-05-03T07:00:00.000Z',
    post: post({
      author: { ...author('דנה כהן', 'dana_c', 'dana'), verified: 'blue' },
      segments: [
        text('הנמל נסגר הבוקר לשעתיים.\nתודה ל-'),
        mention('harbour_office'),
        text(' על העדכון המהיר (10:45).'),
      ],
      lang: 'he',
      dir: 'rtl',
    }),
  }),
];

function on(id: string, parts: Partial<FallbackView> & { readonly post: Post }): FallbackView {
  const platform = platforms.find((each) => each.id === id);
  if (platform === undefined) throw new Error(`no platform ${id}`);
  return view({
    preservedBy: 'Harbour Chronicle',
    proof: 'https://chronicle.example/proof/1703',
    platform: { name: platform.name, look: platform.look },
    ...parts,
  });
}

function lighthouse(alt: string): Media {
  return photo('north', 900, 1200, alt);
}
