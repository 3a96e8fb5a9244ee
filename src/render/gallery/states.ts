import { emptyPost } from '../../model/post.ts';
import type { State } from '../../model/state.ts';
import type { FallbackView } from '../view.ts';
import { arabicImprint, author, imprint, photo, post, tag, text, view } from './made-post.ts';
import type { Examples } from './section.ts';

/** What became of a post, and how it is known. */
export const states: Examples = {
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
  'nothing-kept': view({
    post: null,
    ref: { platform: 'social', id: '1', url: 'https://social.example/ada/1' },
    state: 'account-gone',
    known: 'platform',
  }),
  'link-only': view({
    known: 'quoted',
    state: 'unknown',
    post: { ...emptyPost, createdAt: '2023-09-14T08:00:00.000Z' },
  }),
  preserved: view({
    ...imprint,
    post: post({ segments: [text('The gauge is right again.')], lang: 'en' }),
  }),
  'deleted-by-author': view({
    ...imprint,
    state: 'deleted',
    deletedBy: 'author',
    lastLive: '2024-05-01T22:10:00.000Z',
    since: '2024-05-03T07:00:00.000Z',
    post: post({ segments: [text('I said the gauge was right. I was told to say so.')], lang: 'en' }),
  }),
  'deleted-by-author-arabic': view({
    ...arabicImprint,
    state: 'deleted',
    deletedBy: 'author',
    lastLive: '2024-05-01T22:10:00.000Z',
    since: '2024-05-03T07:00:00.000Z',
    post: post({
      author: author('صوت المرفأ', 'harbour_voice', 'voice'),
      segments: [text('قلتُ إنّ المقياس صحيح. طُلب منّي أن أقول ذلك.')],
      lang: 'ar',
      dir: 'rtl',
    }),
  }),
  'deleted-on-a-day': view({
    state: 'deleted',
    lastLive: '2024-05-03T04:00:00.000Z',
    since: '2024-05-03T07:00:00.000Z',
    post: post({ segments: [text('It is gone already, they say.')], lang: 'en' }),
  }),
  'deleted-between': view({
    state: 'deleted',
    lastLive: '2024-05-01T22:10:00.000Z',
    since: '2024-05-03T07:00:00.000Z',
    post: post({
      author: author('港の灯台', 'minato_light', 'minato'),
      segments: [text('潮位計は正しい、と言わされました。')],
      lang: 'ja',
    }),
  }),
  suspended: lost('suspended'),
  'account-gone': lost('account-gone'),
  protected: lost('protected'),
  restricted: lost('restricted'),
  withheld: lost('withheld'),
  removed: lost('removed'),
  'removed-arabic': view({
    state: 'removed',
    lastLive: '2024-05-01T22:10:00.000Z',
    since: '2024-05-03T07:00:00.000Z',
    known: 'archive',
    post: post({
      author: author('صوت المرفأ', 'harbour_voice', 'voice'),
      segments: [text('هذا المنشور يخالف قواعد المرفأ.')],
      lang: 'ar',
      dir: 'rtl',
    }),
  }),
  'archive-only': view({
    ...imprint,
    known: 'archive',
    state: 'deleted',
    since: '2024-05-03T07:00:00.000Z',
    post: post({ segments: [text('Found in a web archive, years later.')], lang: 'en' }),
  }),
  'quoted-only': view({
    known: 'quoted',
    state: 'unknown',
    post: post({
      author: { ...author('Harbour Office', 'harbour_office'), verified: 'government' },
      segments: [text('We stand by our numbers.')],
      createdAt: '2019-03-02',
      lang: 'en',
    }),
  }),
  'nothing-known': view({ post: null, known: null, state: 'unknown', since: null }),
};

/** Of a post that was live on the first of May and was found so on the third. */
function lost(state: State): FallbackView {
  return view({
    state,
    lastLive: '2024-05-01T22:10:00.000Z',
    since: '2024-05-03T07:00:00.000Z',
    post: post({ segments: [text('The gauge has been wrong since the storm.')], lang: 'en' }),
  });
}
