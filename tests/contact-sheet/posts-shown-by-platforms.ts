import { author, photo, type SheetPost, sheetPost, words, xUrl } from './made-post.ts';

/** Posts whose platform still shows them: the picture is of its own embed page. */
export const postsShownByPlatforms: readonly SheetPost[] = [
  sheetPost({
    caption: 'Embed page, one photo',
    shows: ['latin', 'photo', 'embed-light'],
    picture: 'embed',
    platform: 'x',
    url: xUrl('stenn_harbour', '2026-05-14T06:52:00.000Z'),
    post: {
      author: author('Stenn Harbour', 'stenn_harbour', { verified: 'business' }),
      segments: words(
        'The ferry is back. The first crossing since the storm left at 06:40 with 240 people, eleven cars and one very patient dog. #StennFerry',
      ),
      media: [photo('ferry', 'A white ferry with a red hull leaves the bay under a low sun')],
      createdAt: '2026-05-14T06:52:00.000Z',
      lang: 'en',
    },
  }),
  sheetPost({
    caption: 'Embed page in dark, two photos',
    shows: ['latin', 'photos-2', 'dark', 'embed-dark'],
    picture: 'embed',
    theme: 'dark',
    platform: 'x',
    url: xUrl('lucia_en_el_rio', '2026-05-13T08:05:00.000Z'),
    post: {
      author: author('Lucía Ferreiro', 'lucia_en_el_rio'),
      segments: words(
        'El puente viejo, ayer por la tarde y esta mañana. El agua subió tres metros en una noche; nadie resultó herido. #crecida',
      ),
      media: [
        photo('bridge', 'El puente de tres arcos sobre el río en calma'),
        photo('flood', 'El mismo puente con el agua hasta los arcos'),
      ],
      createdAt: '2026-05-13T08:05:00.000Z',
      lang: 'es',
    },
  }),
  sheetPost({
    caption: 'Embed page of a server of the Fediverse',
    shows: ['greek', 'embed-light'],
    picture: 'embed',
    platform: 'mastodon',
    url: 'https://nea.example/@katerina/116573001122334455',
    post: {
      author: author('Κατερίνα Λιμάνη', 'katerina@nea.example'),
      segments: words(
        'Το λιμάνι άνοιξε ξανά σήμερα το πρωί. Οι ψαράδες λένε ότι ο άνεμος έπεσε στις πέντε και το πρώτο πλοίο έφυγε στην ώρα του. #λιμάνι',
      ),
      createdAt: '2026-05-14T07:30:00.000Z',
      lang: 'el',
    },
  }),
  sheetPost({
    caption: 'Embed page in dark, Japanese',
    shows: ['japanese', 'photo', 'dark', 'embed-dark'],
    picture: 'embed',
    theme: 'dark',
    platform: 'bluesky',
    url: 'https://bsky.app/profile/did:plc:minatonotodaitidegauge22/post/3lp7minato2v2',
    post: {
      author: author('港の灯台', 'minato-todai.example'),
      segments: words(
        '今朝の潮位は平年より一メートル高く、桟橋は七時まで閉鎖されました。写真は五時四十分ごろ、まだ暗いうちに撮ったものです。',
      ),
      media: [photo('dawn', '夜明け前の桟橋')],
      createdAt: '2026-05-13T21:10:00.000Z',
      lang: 'ja',
    },
  }),
];
