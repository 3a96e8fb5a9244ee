import { describe, expect, it } from 'vitest';
import { after, before, placedTellings as find } from './find-in-text.ts';

const within = (post: string): string => `${before}\n\n${post}\n\n${after}\n`;

describe('a flattened post of Instagram', () => {
  it.each([
    'A post shared by Ana Ruiz (@ana.ruiz)',
    'A photo posted by Ana Ruiz (@ana.ruiz)',
    'Una publicación compartida de Ana Ruiz (@ana.ruiz)',
    'Una publicación compartida por Ana Ruiz (@ana.ruiz)',
    'Uma publicação compartilhada por Ana Ruiz (@ana.ruiz)',
    'Uma publicação partilhada por Ana Ruiz (@ana.ruiz)',
    'Une publication partagée par Ana Ruiz (@ana.ruiz)',
    'Ein Beitrag geteilt von Ana Ruiz (@ana.ruiz)',
    'Ein von Ana Ruiz (@ana.ruiz) geteilter Beitrag',
    'Un post condiviso da Ana Ruiz (@ana.ruiz)',
    'Een bericht gedeeld door Ana Ruiz (@ana.ruiz)',
    'Ett inlägg delat av Ana Ruiz (@ana.ruiz)',
    'Et opslag delt af Ana Ruiz (@ana.ruiz)',
    'Et innlegg delt av Ana Ruiz (@ana.ruiz)',
    'Post udostępniony przez Ana Ruiz (@ana.ruiz)',
    'Příspěvek sdílený Ana Ruiz (@ana.ruiz)',
    'Публикация от Ana Ruiz (@ana.ruiz)',
    'Допис, поширений Ana Ruiz (@ana.ruiz)',
    'Η δημοσίευση κοινοποιήθηκε από το χρήστη Ana Ruiz (@ana.ruiz)',
    'Sebuah kiriman dibagikan oleh Ana Ruiz (@ana.ruiz)',
    'Bài viết do Ana Ruiz (@ana.ruiz) chia sẻ',
    'โพสต์ที่แชร์โดย Ana Ruiz (@ana.ruiz)',
    'تمت مشاركة منشور بواسطة ‏‎Ana Ruiz‎‏ (@ana.ruiz)',
    'פוסט משותף על ידי Ana Ruiz (@ana.ruiz)',
    'Ana Ruiz (@ana.ruiz) tomonidan ulashilgan post',
    'Ana Ruiz tomonidan ulashilgan post (@ana.ruiz)',
    "Ana Ruiz (@ana.ruiz)'in paylaştığı bir gönderi",
    'Ana Ruiz(@ana.ruiz)がシェアした投稿',
    'Ana Ruiz(@ana.ruiz)님의 공유 게시물',
    'Ana Ruiz（@ana.ruiz）分享的貼文',
    'Ana Ruiz (@ana.ruiz) által megosztott bejegyzés',
    'Henkilön Ana Ruiz (@ana.ruiz) jakama julkaisu',
    'Ana Ruiz (@ana.ruiz) द्वारा साझा की गई पोस्ट',
  ])('is known by its signature: %s', (line) => {
    expect(find(within(line))).toEqual([['instagram', 'Ana Ruiz', 'ana.ruiz', null, '', line]]);
  });

  it.each([
    'A post shared by Ana Ruiz (@ana.ruiz) on Mar 7, 2023 at 9:15pm PST',
    'Публикация от Ana Ruiz (@ana.ruiz) 7 Март 2023 в 2:12 PDT',
    'Una publicación compartida de Ana Ruiz (@ana.ruiz) el 7 Mar, 2023 a las 9:15 PST',
    'Ein Beitrag geteilt von Ana Ruiz (@ana.ruiz) am Mär 7, 2023 um 9:15 PST',
    'Un post condiviso da Ana Ruiz (@ana.ruiz) in data: 7 Mar 2023 alle ore 9:15 PST',
    'Ana Ruiz(@ana.ruiz)がシェアした投稿 - 2023年 3月月7日午後8時24分PST',
    'Ana Ruiz(@ana.ruiz)님의 공유 게시물님, 2023년 3월월 7일 오전 6:50 PST',
  ])('tells its day: %s', (line) => {
    expect(find(within(line))).toEqual([['instagram', 'Ana Ruiz', 'ana.ruiz', '2023-03-07', '', line]]);
  });

  it('has the caption that stands between the embed’s first words and the signature', () => {
    const caption = 'The bridge at dawn.\n\nNobody on it yet 🌅 #bridge';
    const signature = 'A post shared by Ana Ruiz (@ana.ruiz)';
    expect(find(within(`View this post on Instagram\n\n${caption}\n\n${signature}`))).toEqual([
      ['instagram', 'Ana Ruiz', 'ana.ruiz', null, caption, `${caption}\n\n${signature}`],
    ]);
    expect(find(within(`View this post on Instagram ${signature}`))).toEqual([
      ['instagram', 'Ana Ruiz', 'ana.ruiz', null, '', signature],
    ]);
  });

  it('is told from the words glued to it, and from the next', () => {
    const text = `${before}A post shared by Ana (@ana) (opens in new tab)A photo posted by on A post shared by Bo (@bo)A photo posted by on ${after}`;
    expect(find(text)).toEqual([
      ['instagram', 'Ana', 'ana', null, '', 'A post shared by Ana (@ana)'],
      ['instagram', 'Bo', 'bo', null, '', 'A post shared by Bo (@bo)'],
    ]);
  });

  it('printed twice in a row is one', () => {
    const line = 'A post shared by Ana Ruiz (@ana.ruiz)';
    expect(find(within(`${line}\n\n${line}`))).toHaveLength(1);
  });

  it.each([
    ['A post shared by Ana Ruiz', null],
    ['Una publicación compartida de Ana Ruiz', null],
    ['Publicação partilhada por Ana Ruiz', null],
    ['Ein Beitrag geteilt von Ana Ruiz', null],
    ['Un post condiviso da Ana Ruiz', null],
    ['Post udostępniony przez Ana Ruiz', null],
    ['Публикация от Ana Ruiz', null],
    ['Ana Ruiz님의 공유 게시물', null],
    ['Ana Ruizがシェアした投稿', null],
    ['A photo posted by Ana Ruiz on Mar 7, 2023 at 9:15pm PST', '2023-03-07'],
    ['Un post condiviso da Ana Ruiz in data: 7 Mar 2023 alle ore 9:15 PST', '2023-03-07'],
  ])('may have lost the handle: %s', (line, date) => {
    expect(find(within(line))).toEqual([['instagram', 'Ana Ruiz', null, date, '', line]]);
    expect(find(within(`View this post on Instagram\n\nAt dawn\n\n${line}`))).toEqual([
      ['instagram', 'Ana Ruiz', null, date, 'At dawn', `At dawn\n\n${line}`],
    ]);
  });

  it('bounds the text of a post of another network after it', () => {
    const line = 'Публикация от Bo (@bo)';
    const post = 'We waited long enough. — Ana (@ana) March 7, 2023';
    expect(find(`${before} ${line} ${post} ${after}`)).toEqual([
      ['instagram', 'Bo', 'bo', null, '', line],
      ['x', 'Ana', 'ana', '2023-03-07', 'We waited long enough.', post],
    ]);
  });

  it.each([
    'In a post shared by Ana Ruiz (@ana.ruiz), the mayor said no.',
    'She liked a photo posted by the band (@theband) last week.',
    'Photo by Ana Ruiz (@ana.ruiz)',
    'Follow us on Instagram (@ana.ruiz)',
    'Image credit: Ana Ruiz (@ana.ruiz) on Instagram',
    'A photo posted by on',
    'A post shared by the council was deleted.',
    'A post shared by the council was deleted',
    'A video posted by Ana Ruiz',
    'A photo shared by NASA',
    'A post shared by Ana Ruiz says:',
    'In a post shared by Ana Ruiz',
  ])('is not this: %s', (line) => {
    expect(find(within(line))).toEqual([]);
  });
});

describe('a flattened post of TikTok', () => {
  it.each(['\n', '\n\n', ' '])('is handle, caption and sound, %j between them', (gap) => {
    const caption = 'Nobody on the bridge yet #bridge #fyp';
    const post = ['@ana.ruiz', caption, '♬ original sound – Ana Ruiz'].join(gap);
    expect(find(within(post))).toEqual(
      [['tiktok', undefined, 'ana.ruiz', null, caption, post]].map(nameless),
    );
  });

  it.each([
    'original sound',
    'sonido original',
    'Originalton',
    'suara asli',
    '오리지널 사운드',
    'Song - Band ft. Ana',
  ])('knows the sound: %s', (sound) => {
    const post = `@ana.ruiz\nNobody on the bridge yet\n♬ ${sound}`;
    expect(find(within(post))).toEqual(
      [['tiktok', undefined, 'ana.ruiz', null, 'Nobody on the bridge yet', post]].map(nameless),
    );
  });

  it.each(['♬ The song – The Artist', '@ana, @bo and @cy were there', '@ana\nwas there'])(
    'is not this: %s',
    (line) => {
      expect(find(within(line))).toEqual([]);
    },
  );
});

describe('a flattened post of Bluesky', () => {
  it.each([
    '— Ana Ruiz (@ana-ruiz.bsky.social) March 7, 2024 at 5:15 PM',
    '— Ana Ruiz (@ana-ruiz.bsky.social) 7. März 2024 um 17:15',
    'Ana Ruiz (@ana-ruiz.bsky.social) 2024-03-07T17:15:00.000Z',
  ])('is known by a host name for a handle: %s', (line) => {
    const text = 'We have waited long enough. Open the bridge!';
    const post = `${text}\n\n[image or embed]\n\n${line}`;
    expect(find(within(post))).toEqual([
      ['bluesky', 'Ana Ruiz', 'ana-ruiz.bsky.social', '2024-03-07', text, post],
    ]);
  });

  it.each(['Contact: Ana (@ana.bsky.social)', 'Ana Ruiz (@ana.bsky.social) is on Bluesky.'])(
    'is not this: %s',
    (line) => {
      expect(find(within(line))).toEqual([]);
    },
  );
});

describe('a flattened post of Mastodon', () => {
  it('is all its blockquote holds', () => {
    const post = 'Post by @ana_ruiz@social.example\nView on Mastodon';
    expect(find(within(post))).toEqual([['mastodon', null, 'ana_ruiz@social.example', null, '', post]]);
    expect(find(within('Write to ana@social.example or @ana@social.example'))).toEqual([]);
  });
});

describe('a flattened post of Mastodon that pages print', () => {
  const text = 'We have waited long enough. Open the bridge!';

  it.each([
    `${text}\n— Ana Ruiz (@ana_ruiz@social.example) March 7, 2023`,
    `${text}\n\n— Ana Ruiz (@ana_ruiz@social.example) 7 mars 2023, 17:15`,
    `Ana Ruiz\n@ana_ruiz@social.example\n${text}\nMar 7, 2023, 05:15 PM`,
  ])('is signed with the server: %j', (post) => {
    expect(find(within(post))).toEqual([
      ['mastodon', 'Ana Ruiz', 'ana_ruiz@social.example', '2023-03-07', text, post],
    ]);
  });

  it.each([
    'Ana Ruiz (ana@social.example) March 7, 2023',
    'Write to (@ana@social.example) by March 7, 2023.',
  ])('is not this: %s', (line) => {
    expect(find(within(line))).toEqual([]);
  });
});

describe('a flattened post of Threads', () => {
  it.each([
    'Post by @ana.ruiz\nView on Threads',
    'View on Threads\n\nPost by @ana.ruiz',
    'Post by @ana.ruiz View on Threads',
    'Beitrag von @ana.ruiz\nAuf Threads ansehen',
    'Publicación de @ana.ruiz\nVer en Threads',
    'Publication de @ana.ruiz\nVoir sur Threads',
    '投稿者: @ana.ruiz\nThreadsで見る',
  ])('is all its blockquote holds: %j', (post) => {
    expect(find(within(post))).toEqual([['threads', null, 'ana.ruiz', null, '', post]]);
  });

  it.each(['View on Threads', 'Post by @ana.ruiz', 'A post by @ana.ruiz drew replies. View on Threads'])(
    'is not this: %s',
    (line) => {
      expect(find(within(line))).toEqual([]);
    },
  );
});

describe('a copied message of Telegram', () => {
  it('is a line with name and time, then the text', () => {
    const post = 'Market News, [07.03.2023 10:22]\nThe bridge is open.\nCome and see.';
    expect(find(within(post))).toEqual([
      ['telegram', 'Market News', null, '2023-03-07', 'The bridge is open.\nCome and see.', post],
    ]);
    expect(find(within('Ruiz, [2] among others,\nsays so.'))).toEqual([]);
  });

  it.each([
    ['07.03.23 10:22', '2023-03-07'],
    ['07.03.2023, 10:22:31', '2023-03-07'],
    ['2023-03-07 10:22', '2023-03-07'],
    ['27/3/23, 10:22', '2023-03-27'],
    ['3/27/2023 10:22 AM', '2023-03-27'],
    ['3/4/23 10:22 PM', null],
  ])('tells its day: %s', (stamp, date) => {
    const post = `Market News, [${stamp}]\nThe bridge is open.`;
    expect(find(within(post))).toEqual([
      ['telegram', 'Market News', null, date, 'The bridge is open.', post],
    ]);
  });

  it('ends with its line where every paragraph is one', () => {
    const post = 'Market News, [07.03.2023 10:22]\nThe bridge is open.';
    expect(find([before, post, after].join('\n'))).toEqual([
      ['telegram', 'Market News', null, '2023-03-07', 'The bridge is open.', post],
    ]);
  });
});

function nameless(row: readonly unknown[]): unknown[] {
  return row.map((value) => value ?? null);
}
