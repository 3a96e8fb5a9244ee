import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

/** Words of the long post, longer than what its record holds. */
export const longWords = `${'The tide takes what the shore forgets, and the holdfast keeps the rest. '.repeat(6)}End`;

const tweet = (id: string, text: string, changes: object = {}) => ({
  tweet: {
    id_str: id,
    id,
    created_at: 'Tue Mar 21 20:50:14 +0000 2006',
    full_text: text,
    truncated: false,
    display_text_range: ['0', String(Array.from(text).length)],
    entities: { hashtags: [], symbols: [], user_mentions: [], urls: [] },
    favorite_count: '3',
    retweet_count: '1',
    lang: 'en',
    retweeted: false,
    favorited: false,
    source: '<a href="https://example.org">web</a>',
    ...changes,
  },
});

const photo = {
  id_str: '900',
  url: 'https://t.co/photo00001',
  display_url: 'pic.twitter.com/photo00001',
  expanded_url: 'https://twitter.com/otter/status/21/photo/1',
  media_url: 'http://pbs.twimg.com/media/Frog.png',
  media_url_https: 'https://pbs.twimg.com/media/Frog.png',
  type: 'photo',
  indices: ['7', '30'],
  sizes: { large: { w: '40', h: '30', resize: 'fit' } },
  ext_alt_text: 'A frog',
};

const photoText = 'A frog https://t.co/photo00001';

/** An account's export as X hands it out, with posts of every kind and private parts that nobody may open. */
export async function writeAccountExport(folder: string): Promise<void> {
  const files: Record<string, string | Uint8Array> = {
    'data/account.js': assigned('account', [
      {
        account: {
          email: 'secret@otter.test',
          username: 'otter',
          accountId: '77',
          accountDisplayName: 'Otter 🦦',
        },
      },
    ]),
    'data/profile.js': assigned('profile', [
      { profile: { avatarMediaUrl: 'https://pbs.twimg.com/profile_images/5/face.png' } },
    ]),
    'data/tweets.js': assigned('tweets', [
      tweet('20', 'just setting up my holdfast &amp; "quotes" {braces} ]; \\ done'),
      tweet('21', photoText, {
        entities: { hashtags: [], symbols: [], user_mentions: [], urls: [], media: [photo] },
        extended_entities: { media: [photo] },
      }),
      tweet('22', 'RT @someone: not my own words'),
      tweet('23', `${longWords.slice(0, 274)}… https://t.co/longer0001`, {
        created_at: 'Sat Mar 04 10:00:00 +0000 2023',
      }),
      { tweet: { id_str: 'none', full_text: 'no id' } },
    ]),
    'data/tweets-part1.js': assigned('tweets', [
      tweet('24', '@someone an answer', {
        in_reply_to_status_id_str: '19',
        in_reply_to_screen_name: 'someone',
      }),
    ]),
    'data/note-tweet.js': assigned('note_tweet', [
      {
        noteTweet: {
          noteTweetId: '9001',
          createdAt: '2023-03-04T10:00:00.000Z',
          core: { text: longWords, urls: [], hashtags: [], mentions: [], cashtags: [], styletags: [] },
        },
      },
    ]),
    'data/direct-messages.js': assigned('direct_messages', [
      { dmConversation: { secret: 'a secret letter' } },
    ]),
    'data/tweets_media/21-Frog.png': await sharp({
      create: { width: 40, height: 30, channels: 3, background: '#3a7' },
    })
      .png()
      .toBuffer(),
  };
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

function assigned(name: string, records: readonly object[]): string {
  return `window.YTD.${name}.part0 = ${JSON.stringify(records, null, 2)}`;
}
