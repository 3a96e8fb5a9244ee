import { author, photo, type SheetPost, sheetPost, words, xUrl } from './made-post.ts';

export const postsRightToLeft: readonly SheetPost[] = [
  sheetPost({
    caption: 'Arabic with a Latin handle and numbers',
    shows: ['arabic', 'rtl', 'photo'],
    platform: 'x',
    url: xUrl('marfa_live', '2026-05-14T05:20:00.000Z'),
    post: {
      author: author('أخبار المرفأ', 'marfa_live', { verified: 'blue' }),
      segments: words(
        'أُعيد فتح المرفأ عند الساعة 06:40 بعد إغلاق دام 3 أيام.\nوصلت أول عبّارة وعلى متنها 240 راكبًا، بحسب @harbour_office. #المرفأ',
      ),
      media: [photo('lighthouse', 'منارة المرفأ عند الغروب')],
      createdAt: '2026-05-14T05:20:00.000Z',
      lang: 'ar',
      dir: 'rtl',
    },
  }),
  sheetPost({
    caption: 'Hebrew, a poll',
    shows: ['hebrew', 'rtl', 'poll'],
    platform: 'x',
    url: xUrl('namal_local', '2026-05-12T16:00:00.000Z'),
    post: {
      author: author('דנה מהנמל', 'namal_local'),
      segments: words('איפה כדאי להציב את מד הגאות החדש? אפשר להצביע עד יום חמישי.'),
      poll: {
        options: [
          { text: 'ליד המזח הישן', votes: 612 },
          { text: 'בכניסה לנמל', votes: 388 },
          { text: 'בשני המקומות', votes: 1040 },
        ],
        endsAt: '2026-05-14T16:00:00.000Z',
      },
      createdAt: '2026-05-12T16:00:00.000Z',
      lang: 'he',
      dir: 'rtl',
    },
  }),
  sheetPost({
    caption: 'Persian, provisional: the article lost its link',
    shows: ['arabic', 'rtl', 'as-quoted', 'provisional', 'dark'],
    theme: 'dark',
    platform: 'x',
    url: null,
    state: 'unknown',
    known: 'quoted',
    post: {
      author: author('خبرنگار بندر', 'bandar_reporter', { avatar: null, url: null }),
      segments: words(
        'پل قدیمی از امشب تا اطلاع بعدی بسته است. عکس‌های تازه را فردا صبح ساعت ۷ منتشر می‌کنیم.',
      ),
      createdAt: '2026-05-13',
      lang: 'fa',
      dir: 'rtl',
    },
  }),
];
