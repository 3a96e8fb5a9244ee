import { emptyPost } from '../../src/model/post.ts';
import type { FallbackView } from '../../src/render/view.ts';
import { author, mention, photo, picture, post, tag, text, video, view } from './views.ts';

const link = {
  kind: 'link',
  text: 'harbour.example/tide…',
  url: 'https://www.harbour.example/tides/2023/september',
} as const;

/** Views worth looking at: the gallery shows them, the goldens hold most of them. */
export const examples: Readonly<Record<string, FallbackView>> = {
  plain: view({
    post: post({
      author: { ...author('Ada Byron', 'ada', 'ada'), verified: 'blue' },
      segments: [
        text(
          'The tide gauge at the old pier has been right for 100 years.\n\nThis morning it was wrong by a metre. Thread with ',
        ),
        mention('harbour_office'),
        text(' below 👇🏽\n'),
        tag('tides'),
        text(' '),
        link,
      ],
      lang: 'en',
    }),
  }),
  'arabic-quoted': view({
    name: 'social:@almayadeengo/2023-09-14/8cf0a1b2c3d4',
    ref: null,
    known: 'quoted',
    state: 'unknown',
    post: post({
      ref: null,
      author: { ...author('Almayadeen Go الميادين', 'almayadeengo'), url: null },
      segments: [
        text(
          '"ندعمكم من دون شروط".. كيم خلال لقائه بوتين في قاعدة فوستوشني الروسية، أحدث موقع لإطلاق الصواريخ في روسيا ',
        ),
        tag('كيم_جونغ_أون'),
        text(' '),
        tag('روسيا'),
        text(' '),
        tag('الميادين_Go'),
      ],
      createdAt: '2023-09-14',
      dir: 'rtl',
    }),
  }),
  'deleted-photo': view({
    state: 'deleted',
    since: '2024-05-03T07:00:00.000Z',
    post: post({
      segments: [text('Found this in the harbour archive. Nobody knows who drew it.')],
      media: [photo('boat', 1200, 800, 'A pencil drawing of a red boat under a stone bridge')],
      lang: 'en',
    }),
  }),
  redacted: view({
    state: 'deleted',
    since: '2024-05-03T07:00:00.000Z',
    post: null,
    redacted: {
      at: '2024-06-01T09:00:00.000Z',
      what: 'all',
      reason: 'حُذف بطلب من العائلة <b>\u202e',
    },
  }),
  'redacted-pictures': view({
    post: post({
      segments: [text('Before and after.')],
      media: [{ ...photo('north', 900, 1200, 'North pier'), urls: [], missing: 'removed' }],
      lang: 'en',
    }),
    pictureOf: () => null,
    redacted: { at: '2024-06-01T09:00:00.000Z', what: 'media', reason: 'At the photographer’s request' },
  }),
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
  quote: view({
    post: post({
      parent: {
        name: 'social:9',
        url: 'https://social.example/harbour/9',
        handle: 'harbour_office',
        post: null,
      },
      segments: [text('They had it in writing since 2019.')],
      lang: 'en',
      edits: { ids: ['1', '2'], stale: false },
      quote: post({
        ref: { platform: 'social', id: '2', url: 'https://social.example/harbour/2' },
        author: author('Harbour Office', 'harbour_office', 'office'),
        segments: [text('The gauge was checked in March and found exact.\nWe stand by our numbers.')],
        media: [photo('gate', 1200, 700, 'The gauge')],
        createdAt: '2019-03-02T12:00:00.000Z',
        lang: 'en',
      }),
    }),
  }),
  'quote-not-shown': view({
    post: post({
      segments: [text('They have taken it down, of course.')],
      lang: 'en',
      quote: {
        ...emptyPost,
        ref: { platform: 'social', id: '2', url: 'https://social.example/harbour/2' },
        unavailable: 'deleted',
      },
    }),
  }),
  'poll-note': view({
    post: post({
      segments: [text('Should the old pier stay open?')],
      poll: {
        options: [
          { text: 'Yes, as it is', votes: 1204 },
          { text: 'Yes, once it has been mended and measured again by somebody else', votes: 3380 },
          { text: 'No', votes: 77 },
        ],
        endsAt: '2023-09-16T08:15:00.000Z',
      },
      note: {
        text: 'The pier has been closed to cars since 2021, see the council’s page.',
        url: 'https://social.example/notes/5',
      },
      lang: 'en',
    }),
  }),
  card: view({
    post: post({
      segments: [text('Our report is out: '), link],
      card: {
        url: 'https://www.harbour.example/tides/2023/september',
        title: 'A metre lost: how the oldest tide gauge on the coast went wrong',
        description: 'Three engineers, one rusty chain and a number nobody dared to change.',
        site: 'harbour.example',
        picture: picture('south', 1200, 630),
      },
      lang: 'en',
    }),
  }),
  hebrew: view({
    state: 'suspended',
    post: post({
      author: author('דנה כהן', 'dana_c', 'dana'),
      segments: [
        text('הנמל נסגר הבוקר לשעתיים.\nתודה ל-'),
        mention('harbour_office'),
        text(' על העדכון המהיר (10:45).'),
      ],
      media: [video(null, 'gif', null)],
      lang: 'iw',
      dir: 'rtl',
    }),
  }),
  japanese: view({
    post: post({
      author: author('港の灯台', 'minato_light', 'minato'),
      segments: [
        text('今朝の潮位は平年より一メートル高かった。\n百年続いた観測の中でも、こんなことは初めてです。🌊'),
        tag('潮位'),
      ],
      media: [photo('boat', 1200, 800, '石の橋の下の赤い船')],
      lang: 'ja',
    }),
  }),
  arabic: view({
    state: 'withheld',
    since: '2024-05-03T07:00:00.000Z',
    post: post({
      author: { ...author('صوت المرفأ', 'harbour_voice', 'voice'), verified: 'business' },
      segments: [
        text('أُغلق المرفأ صباح اليوم ساعتين.\n\nشكرًا لـ'),
        mention('harbour_office'),
        text(' على سرعة التنبيه.'),
      ],
      media: [photo('north', 900, 1200, 'الرصيف الشمالي'), photo('south', 900, 1200, null)],
      poll: {
        options: [
          { text: 'نعم', votes: 30 },
          { text: 'لا', votes: 70 },
        ],
        endsAt: null,
      },
      quote: post({
        author: author('Harbour Office', 'harbour_office'),
        segments: [text('The gauge is exact.')],
        lang: 'en',
      }),
      lang: 'ar',
      dir: 'rtl',
    }),
  }),
  'arabic-reply': view({
    known: 'archive',
    post: post({
      author: author('صوت المرفأ', 'harbour_voice@social.example'),
      parent: {
        name: 'social:9',
        url: 'https://social.example/harbour/9',
        handle: 'harbour_office@social.example',
        post: null,
      },
      segments: [text('نعم، فُتح المرفأ عند الساعة 06:40.')],
      lang: 'ar',
      dir: 'rtl',
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
  'long-words': view({
    post: post({
      author: author(
        `${'Donaudampfschifffahrts'.repeat(3)} 🚢 of the very long name that never ends and goes on`,
        'a_handle_that_is_far_longer_than_any_platform_allows_it_to_be_today',
      ),
      segments: [
        text(
          `${'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz'.repeat(2)}\n\n\n\n\n\n\nEnde. 👩🏽‍🚀👨‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿🇯🇴`,
        ),
      ],
      lang: 'de',
    }),
  }),
  'nothing-kept': view({
    post: null,
    ref: { platform: 'social', id: '1', url: 'https://social.example/ada/1' },
    state: 'account-gone',
    known: 'platform',
  }),
  'emoji-only': view({
    post: post({ author: author(null, 'anon'), segments: [text('🌊🌊🌊')], createdAt: null }),
  }),
  'link-only': view({
    known: 'quoted',
    state: 'unknown',
    post: { ...emptyPost, createdAt: '2023-09-14T08:00:00.000Z' },
  }),
};
