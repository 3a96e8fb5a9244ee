import { author, harbourLink, mention, post, tag, text, view } from './made-post.ts';
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
};
