import { arabicImprint, author, harbourLink, mention, post, tag, text, view } from './made-post.ts';
import type { Examples } from './section.ts';

/** A post’s words, and who wrote them. */
export const texts: Examples = {
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
        harbourLink,
      ],
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
  'emoji-only': view({
    post: post({ author: author(null, 'anon'), segments: [text('🌊🌊🌊')], createdAt: null }),
  }),
  government: view({
    post: post({
      author: { ...author('Harbour Office', 'harbour_office', 'office'), verified: 'government' },
      segments: [text('The gauge was checked in March and found exact.')],
      lang: 'en',
    }),
  }),
  legacy: view({
    post: post({
      author: { ...author('صوت المرفأ', 'harbour_voice', 'voice'), verified: 'legacy' },
      segments: [text('صباح الخير من المرفأ.')],
      lang: 'ar',
      dir: 'rtl',
    }),
  }),
  'later-version': view({
    post: post({
      segments: [text('Corrected: it was wrong by a metre, not by a foot.')],
      edits: { ids: ['1', '2', '3'], stale: true },
      lang: 'en',
    }),
  }),
  'cut-by-source': view({
    post: post({
      segments: [text('The story so far, from the beginning, with every number we were given and every')],
      truncated: true,
      lang: 'en',
    }),
  }),
  'in-article-language': view({
    ...arabicImprint,
    lang: 'ar',
    state: 'deleted',
    lastLive: '2024-05-01T22:10:00.000Z',
    since: '2024-05-03T07:00:00.000Z',
    post: post({ segments: [text('An English post in an Arabic article.')], lang: 'en' }),
  }),
};
