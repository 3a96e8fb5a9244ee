import { emptyPost } from '../../model/post.ts';
import { author, harbourLink, photo, picture, post, text, view } from './made-post.ts';
import type { Examples } from './section.ts';

/** What a post carries along: quotes, polls, notes, link cards. */
export const attachments: Examples = {
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
      edits: { ids: ['1', '2'], stale: false, at: '2023-09-14T08:31:00.000Z' },
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
      segments: [text('Our report is out: '), harbourLink],
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
  'poll-ended': view({
    takenAt: '2023-09-20T10:00:00.000Z',
    post: post({
      author: author('صوت المرفأ', 'harbour_voice', 'voice'),
      segments: [text('هل يبقى الرصيف القديم مفتوحًا؟')],
      poll: {
        options: [
          { text: 'نعم، كما هو', votes: 1204 },
          { text: 'نعم، بعد ترميمه', votes: 3380 },
          { text: 'لا', votes: 77 },
        ],
        endsAt: '2023-09-16T08:15:00.000Z',
      },
      note: { text: 'الرصيف مغلق أمام السيارات منذ 2021.', url: null },
      lang: 'ar',
      dir: 'rtl',
    }),
  }),
  'poll-without-votes': view({
    post: post({
      segments: [text('Which gauge?')],
      poll: {
        options: [
          { text: 'The old one', votes: null },
          { text: 'The new one', votes: null },
        ],
        endsAt: '2023-09-16T08:15:00.000Z',
      },
      lang: 'en',
    }),
  }),
  'card-without-picture': view({
    post: post({
      author: author('صوت المرفأ', 'harbour_voice', 'voice'),
      segments: [text('تقريرنا: '), harbourLink],
      card: {
        url: 'https://www.harbour.example/tides/2023/september',
        title: 'كيف أخطأ أقدم مقياس للمدّ على الساحل بمتر كامل',
        description: null,
        site: 'harbour.example',
        picture: null,
      },
      lang: 'ar',
      dir: 'rtl',
    }),
  }),
};
