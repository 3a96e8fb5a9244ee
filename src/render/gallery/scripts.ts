import { author, mention, photo, post, tag, text, video, view } from './made-post.ts';
import type { Examples } from './section.ts';

/** Posts in other languages, right to left among them. */
export const scripts: Examples = {
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
};
