import { author, filmBeside, photo, post, sound, text, video, view } from './made-post.ts';
import type { Examples } from './section.ts';

/** Photos, films and what stands where no copy is kept. */
export const media: Examples = {
  'two-photos': view({
    post: post({
      segments: [text('Before and after.')],
      media: [photo('north', 900, 1200, 'North pier'), photo('south', 900, 1200, null)],
      lang: 'en',
    }),
  }),
  'three-photos': view({
    known: 'archive',
    post: post({
      segments: [text('Three views of one morning')],
      media: [
        photo('north', 900, 1200, 'North'),
        photo('south', 1200, 800, 'South'),
        photo('boat', 1200, 800, 'Boat'),
      ],
      lang: 'en',
    }),
  }),
  'four-photos': view({
    post: post({
      segments: [text('All four gates, closed.')],
      media: ['north', 'south', 'boat', 'gate'].map((name) => photo(name, 1200, 900, `The ${name} gate`)),
      sensitive: false,
      lang: 'en',
    }),
  }),
  video: view({
    post: post({
      segments: [text('The moment it turned.')],
      media: [video('boat', 'video', 42_300)],
      lang: 'en',
    }),
  }),
  'no-copies': view({
    pictureOf: () => null,
    post: post({
      segments: [text('The pictures of this one could not be had.')],
      media: [
        photo('a', 1200, 800, 'A heron on a bollard, looking at the camera'),
        photo('b', 1200, 800, null),
        video(null, 'video', 61_000),
      ],
      truncated: true,
      sensitive: true,
      lang: 'en',
    }),
  }),
  'one-photo-undescribed': view({
    post: post({
      author: author('صوت المرفأ', 'harbour_voice', 'voice'),
      segments: [text('من أرشيف المرفأ.')],
      media: [photo('gate', 1200, 800, null)],
      lang: 'ar',
      dir: 'rtl',
    }),
  }),
  'photo-without-size': view({
    post: post({
      segments: [text('Nobody told how large this one is.')],
      media: [{ ...photo('boat', 1200, 800, 'A red boat, drawn in haste'), width: null, height: null }],
      lang: 'en',
    }),
  }),
  'six-photos': view({
    post: post({
      author: author('صوت المرفأ', 'harbour_voice', 'voice'),
      segments: [text('ستّ صور من صباح واحد.')],
      media: ['north', 'south', 'boat', 'gate', 'north', 'south'].map((name, at) =>
        photo(name, 1200, 900, at === 5 ? null : `صورة رقم ${at + 1}`),
      ),
      lang: 'ar',
      dir: 'rtl',
    }),
  }),
  'ten-photos': view({
    post: post({
      segments: [text('The whole roll.')],
      media: ['north', 'south', 'boat', 'gate', 'north', 'south', 'boat', 'gate', 'north', 'south'].map(
        (name, at) => photo(name, 1200, 900, `Frame ${at + 1}`),
      ),
      lang: 'en',
    }),
  }),
  'video-kept': view({
    filmOf: filmBeside,
    post: post({
      segments: [text('The moment it turned.')],
      media: [video('boat', 'video', 42_300, 'A red boat rises with the tide')],
      lang: 'en',
    }),
  }),
  'video-arabic': view({
    filmOf: filmBeside,
    post: post({
      author: author('صوت المرفأ', 'harbour_voice', 'voice'),
      segments: [text('لحظة انقلاب المدّ.')],
      media: [video('south', 'video', 3_723_000)],
      lang: 'ar',
      dir: 'rtl',
    }),
  }),
  gif: view({
    filmOf: filmBeside,
    post: post({
      segments: [text('Every morning, the same.')],
      media: [video('north', 'gif', null, 'The tide comes in, over and over')],
      lang: 'en',
    }),
  }),
  audio: view({
    filmOf: filmBeside,
    post: post({
      segments: [text('This is what it sounds like when it is wrong.')],
      media: [sound(12_000, 'A fog horn, twice')],
      lang: 'en',
    }),
  }),
  'audio-not-kept': view({
    post: post({
      author: author('صوت المرفأ', 'harbour_voice', 'voice'),
      segments: [text('هكذا يبدو صوته.')],
      media: [{ ...sound(12_000, null), missing: 'HTTP 404' }],
      lang: 'ar',
      dir: 'rtl',
    }),
  }),
  'photo-and-films': view({
    post: post({
      segments: [text('Stills and films of the same hour.')],
      media: [
        photo('gate', 900, 1200, 'The gate'),
        video('boat', 'video', 9_000),
        video('south', 'gif', null, 'A wave'),
        photo('north', 900, 1200, null),
      ],
      lang: 'en',
    }),
  }),
  sensitive: view({
    post: post({
      author: author('صوت المرفأ', 'harbour_voice', 'voice'),
      segments: [text('صورة من حادث الرصيف.')],
      media: [photo('gate', 1200, 800, 'الرصيف بعد الحادث')],
      sensitive: true,
      lang: 'ar',
      dir: 'rtl',
    }),
  }),
  omissions: view({
    post: post({
      segments: [text('Four pictures and a poll, it said.')],
      media: [photo('boat', 1200, 800, 'A boat'), { ...photo('b', 1200, 800, null), missing: 'HTTP 404' }],
      omissions: [
        { part: 'media', reason: 'malformed', count: 2 },
        { part: 'poll', reason: 'malformed', count: 1 },
        { part: 'facet', reason: 'malformed', count: 3 },
      ],
      lang: 'en',
    }),
  }),
};
