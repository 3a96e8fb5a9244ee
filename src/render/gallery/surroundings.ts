import type { Post, Segment } from '../../model/post.ts';
import { author, harbourLink, mention, photo, post, text, view } from './made-post.ts';
import type { Examples } from './section.ts';

const office = { ...author('Harbour Office', 'harbour_office', 'office'), verified: 'government' };
const voice = author('صوت المرفأ', 'harbour_voice', 'voice');

/** Posts among others: what they answer, and their author's thread. */
export const surroundings: Examples = {
  reply: view({
    post: post({
      parent: {
        name: 'social:9',
        url: 'https://social.example/harbour_office/9',
        handle: 'harbour_office',
        post: post({
          ref: { platform: 'social', id: '9', url: 'https://social.example/harbour_office/9' },
          author: office,
          segments: [
            text(
              'The gauge at the old pier was checked in March by two engineers and found exact to a centimetre. We see no reason to close the pier, and we ask everybody to trust our numbers, which are read by hand every day, written into a book, and compared with those of the new gauge by people who know what they do.',
            ),
          ],
          media: [photo('gate', 1200, 700, 'The gauge')],
          lang: 'en',
        }),
      },
      segments: [text('Then read them again.')],
      lang: 'en',
    }),
  }),
  'reply-arabic': view({
    post: post({
      author: voice,
      parent: {
        name: 'social:9',
        url: 'https://social.example/harbour_office/9',
        handle: 'harbour_office',
        post: post({
          ref: { platform: 'social', id: '9', url: 'https://social.example/harbour_office/9' },
          author: author('مكتب المرفأ', 'harbour_office', 'office'),
          segments: [text('المقياس صحيح، ولا نرى سببًا لإغلاق الرصيف.')],
          lang: 'ar',
          dir: 'rtl',
        }),
      },
      segments: [text('اقرؤوه مرة أخرى إذن.')],
      lang: 'ar',
      dir: 'rtl',
    }),
  }),
  thread: view({
    post: post({
      parent: { name: 'social:2', url: 'https://social.example/ada/2', handle: 'ada', post: null },
      segments: [text('3/ So I asked '), mention('harbour_office'), text(' for the book itself.')],
      lang: 'en',
      thread: {
        before: [
          part(1, [text('1/ The tide gauge at the old pier was wrong this morning. A thread.')]),
          part(2, [text('2/ The book says it was right: '), harbourLink]),
        ],
        after: [
          {
            ...part(4, [text('4/ They sent this page. Look at the third line.')]),
            media: [photo('boat', 1200, 800, 'A page of a log book, the third line crossed out')],
          },
          part(5, [text('5/ I leave it to you.')]),
        ],
      },
    }),
  }),
  'long-thread': view({
    post: post({
      author: voice,
      segments: [text('وهذا ما قاله المكتب لنا.')],
      lang: 'ar',
      dir: 'rtl',
      thread: {
        before: [1, 2, 3, 4, 5].map((id) => ({
          ...part(id, [text(`الجزء ${id}: قراءة الصباح.`)]),
          lang: 'ar',
          dir: 'rtl' as const,
        })),
        after: [7, 8, 9, 10, 11, 12].map((id) => ({
          ...part(id, [text(`الجزء ${id}: قراءة المساء.`)]),
          lang: 'ar',
          dir: 'rtl' as const,
        })),
      },
      omissions: [{ part: 'thread', reason: 'surplus', count: 40 }],
    }),
  }),
};

function part(id: number, segments: readonly Segment[]): Post {
  return post({
    ref: { platform: 'social', id: String(id), url: `https://social.example/ada/${id}` },
    segments,
    createdAt: `2023-09-14T08:${10 + id}:00.000Z`,
    lang: 'en',
  });
}
