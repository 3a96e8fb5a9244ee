import { emptyPost } from '../../model/post.ts';
import { author, photo, post, tag, text, view } from './made-post.ts';
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
};
