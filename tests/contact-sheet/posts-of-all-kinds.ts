import { author, film, photo, type SheetPost, sheetPost, words, xUrl } from './made-post.ts';

/** What became of posts, and what posts do to a page. */
export const postsOfAllKinds: readonly SheetPost[] = [
  sheetPost({
    caption: 'Deleted after it was archived',
    shows: ['latin', 'photo', 'deleted'],
    platform: 'x',
    url: xUrl('iskele_gunlugu', '2026-05-12T05:40:00.000Z'),
    state: 'deleted',
    post: {
      author: author('İskele Günlüğü', 'iskele_gunlugu'),
      segments: words('Bu fotoğrafı bu sabah iskelede çektim. Belediye hâlâ açıklama yapmadı.'),
      media: [photo('sunrise', 'Gün doğarken eski iskele')],
      createdAt: '2026-05-12T05:40:00.000Z',
      lang: 'tr',
    },
  }),
  sheetPost({
    caption: 'Emoji: families, flags, skin tones',
    shows: ['emoji'],
    platform: 'bluesky',
    url: 'https://bsky.app/profile/did:plc:quaywatch7ferrycrewdeck2/post/3lp6quay4hs2w',
    post: {
      author: author('Quay Watch 🛟', 'quaywatch.example'),
      segments: words(
        'Came across today: 👨‍👩‍👧‍👦 👩‍👩‍👦 🧑🏿‍🤝‍🧑🏻 👩🏽‍🚀 👮🏾‍♀️ 🧑‍🦽\nFlags on the quay: 🇺🇦 🇯🇵 🇧🇷 🇿🇦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏳️‍🌈 🏴‍☠️\nHands on deck: 👍🏻👍🏼👍🏽👍🏾👍🏿 ❤️‍🔥 1️⃣2️⃣',
      ),
      createdAt: '2026-05-14T17:21:00.000Z',
      lang: 'en',
    },
  }),
  sheetPost({
    caption: 'A long post',
    shows: ['latin', 'long'],
    platform: 'linkedin',
    url: 'https://www.linkedin.com/feed/update/urn:li:activity:7328000000000000001/',
    post: {
      author: author('Ingrid Halvorsen', 'ingrid-halvorsen'),
      segments: words(
        'For eleven years I read the tide gauge on the old pier every morning. Here is what I learned before they took it away.\n\n1. A number nobody checks is a rumour. Ours was right for a century because three people disagreed about it every week.\n\n2. The chain rusts from the inside. You can’t see it, you can only hear it, and only when the wind is from the south.\n\n3. When the number is wrong, write down that it was wrong. We kept a book for that. It is the most useful thing we own.\n\nThe new gauge has no chain, no book and no staff. It is very precise. On Thursday it was precisely one metre out.\n\nThe whole story, with the pages of the book: harbour.example/gauge',
      ),
      createdAt: '2026-05-15T09:00:00.000Z',
      lang: 'en',
    },
  }),
  sheetPost({
    caption: 'A photo without words, from a web archive',
    shows: ['photo', 'no-text', 'archived-copy'],
    platform: 'instagram',
    url: 'https://www.instagram.com/p/DJ7nightRow/',
    known: 'archive',
    post: {
      author: author('Mateus Prado', 'mateus.prado.fotos'),
      media: [photo('street', 'Two people walk along a row of lit houses by night')],
      createdAt: '2026-05-11T22:15:00.000Z',
    },
  }),
  sheetPost({
    caption: 'Words and a handle without end',
    shows: ['latin', 'long-words'],
    platform: 'mastodon',
    url: 'https://hafen.example/@elbe/116571001122334455',
    post: {
      author: author(
        'Donaudampfschifffahrtsgesellschaftskapitänswitwenverein Süd',
        'dampfschifffahrtsgesellschaftskapitaenswitwenverein@hafenverwaltung.example',
      ),
      segments: words(
        'Neues von der Hafenschlickbaggerungsgenehmigungsverfahrensbeschleunigungsverordnungsentwurfsdiskussion: Sie ist vertagt.',
      ),
      createdAt: '2026-05-12T11:11:00.000Z',
      lang: 'de',
    },
  }),
  sheetPost({
    caption: 'A name that tries to break the line',
    shows: ['latin', 'hostile-name'],
    platform: 'x',
    url: xUrl('zzaldrift', '2026-05-13T13:13:00.000Z'),
    post: {
      author: author(`${zalgo('Drift')} \u202eecneloiv\u2067 \u05d0\u202b`, 'zzaldrift'),
      segments: words(
        'My name turns the card around, or so I was told. \u202eIt does not, here.\u202c The date below still reads from left to right.',
      ),
      createdAt: '2026-05-13T13:13:00.000Z',
      lang: 'en',
    },
  }),
  sheetPost({
    caption: 'Vietnamese, a GIF',
    shows: ['latin', 'gif'],
    platform: 'reddit',
    url: 'https://www.reddit.com/r/harbours/comments/1kq3zd2/turning/',
    post: {
      author: author('Bến Cảng Chiều', 'bencang'),
      segments: words('Con tàu quay đầu ngay trước cầu cảng, gió giật cấp tám. Không ai bị thương.'),
      media: [film('gif', 'turning', null)],
      createdAt: '2026-05-12T15:30:00.000Z',
      lang: 'vi',
    },
  }),
];

/** Marks piled on every letter. */
function zalgo(word: string): string {
  const marks = '\u0338\u0323\u0332\u0333\u032c\u0308\u030b\u0310\u0346\u030a\u0306\u0304';
  return [...word].map((letter, at) => letter + marks.slice(at % 4) + marks.slice(0, at)).join('');
}
