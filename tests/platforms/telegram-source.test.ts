import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Post, textOf } from '../../src/model/post.ts';
import { telegram } from '../../src/platforms/telegram/index.ts';
import { widget } from '../../src/platforms/telegram/widget.ts';
import type { Ref } from '../../src/ref.ts';
import { expectShortGolden } from './golden.ts';
import { at, meaningOf, recordedAnswers, saysNothing, wireOf, withoutCorpus } from './platform-corpus.ts';
import { bubble, page, photo, text } from './telegram-widget.ts';

const id = 'Channel/123';
const answers = recordedAnswers('telegram/html');

describe('asking Telegram', () => {
  it('asks for the widget, in English', async () => {
    const asked: unknown[] = [];
    await widget.ask(ref(id), ({ url, headers }) => {
      asked.push([url, headers?.['accept-language']]);
      return Promise.resolve(wireOf(''));
    });
    expect(asked).toEqual([['https://t.me/Channel/123?embed=1&mode=tme', 'en']]);
  });

  it('is the platform’s source', () => {
    expect(telegram.sources).toEqual([widget]);
  });
});

describe.skipIf(answers === null)(`recorded pages (${answers === null ? withoutCorpus : 'all'})`, () => {
  it('finds no widget in a post’s own page', () => {
    const read = (answers ?? []).map(({ name, body }) => [
      name,
      widget.read(wireOf(body), ref('teslahunt/15513')),
    ]);
    expect(read.length).toBeGreaterThan(0);
    expectShortGolden('platforms-telegram/page.json', Object.fromEntries(read));
  });
});

describe('a post', () => {
  it('is as its golden says, with everything that can be in it', () => {
    const parts =
      '<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;<a class="tgme_widget_message_forwarded_from_name" href="https://t.me/other/7"><span dir="auto">Other &amp; co</span></a></div>' +
      '<a class="tgme_widget_message_reply" href="https://t.me/Channel/120"><i class="tgme_widget_message_reply_thumb" style="background-image:url(\'https://cdn4.example/reply.jpg\')"></i>' +
      '<div class="tgme_widget_message_author"><span class="tgme_widget_message_author_name">Somebody else</span></div><div class="tgme_widget_message_text js-message_reply_text">Not these words</div></a>' +
      photo('https://cdn4.example/a.jpg') +
      video('https://cdn4.example/b.mp4?token=x', 'https://cdn4.example/b.jpg') +
      text(
        'One &amp; two<br/><br/>see <a href="https://example.org/?a=1&amp;b=2">example.org</a> <a href="?q=%23news">#news</a> <a href="https://t.me/nadia">@Nadia</a>',
      ) +
      '<a class="tgme_widget_message_link_preview" href="https://example.org/"><i class="link_preview_right_image" style="background-image:url(\'https://cdn4.example/card.jpg\')"></i>' +
      '<div class="link_preview_site_name accent_color">Example</div><div class="link_preview_title">A title</div><div class="link_preview_description">Some words</div></a>';
    const post = read(page(bubble(parts)));
    expect(textOf(post.segments)).not.toContain('Not these words');
    expectShortGolden('platforms-telegram/widget.json', post);
  });

  it('keeps blanks, lines, emoji, spoilers, code and quotes', () => {
    const words =
      'a  b\n<tg-emoji emoji-id="1"><i class="emoji" style="background-image:url(\'//telegram.org/e.png\')"><b>🔥</b></i></tg-emoji> ' +
      '<b>bold <i>both</i></b> <tg-spoiler>secret</tg-spoiler><pre>code\n  more</pre>after<blockquote>quoted</blockquote><br>end<script>x</script>';
    expect(textOf(read(page(bubble(text(words)))).segments)).toBe(
      'a  b\n🔥 bold both secret\ncode\n  more\nafter\nquoted\nend',
    );
  });

  it('links only to the web', () => {
    const words =
      '<a href="javascript:alert(1)">a</a> <a href="tg://resolve?domain=x">b</a> <a href="https://t.me/nadia">Nadia</a> <a href="https://t.me/x/1">@nadia</a>';
    expect(read(page(bubble(text(words)))).segments).toEqual([
      { kind: 'text', text: 'a b ' },
      { kind: 'link', text: 'Nadia', url: 'https://t.me/nadia' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: '@nadia', url: 'https://t.me/x/1' },
    ]);
  });

  it('is in a group by whoever wrote it', () => {
    const author =
      '<div class="tgme_widget_message_author"><a class="tgme_widget_message_author_name" href="https://t.me/nadia"><span dir="auto">Nadia</span></a> in ' +
      '<a class="tgme_widget_message_owner_name" href="https://t.me/Channel">Group</a></div>';
    expect(read(page(bubble(text('a'), author))).author).toMatchObject({ name: 'Nadia', handle: 'nadia' });
    const nameless = author.replace(' href="https://t.me/nadia"', '');
    expect(read(page(bubble(text('a'), nameless))).author).toMatchObject({
      name: 'Nadia',
      handle: null,
      url: null,
    });
  });

  it('is not by whom it was forwarded from', () => {
    const forwarded =
      '<div class="tgme_widget_message_forwarded_from">Forwarded from <span class="tgme_widget_message_author_name">Somebody</span></div>';
    expect(read(page(bubble(forwarded + text('a'))))).toMatchObject({
      author: { name: 'A channel', handle: 'Channel' },
      note: { text: 'Forwarded from Somebody', url: null },
    });
  });

  it('is a poll, its question the words', () => {
    const poll =
      '<div class="tgme_widget_message_poll"><div class="tgme_widget_message_poll_question">Which?</div>' +
      ['This', 'That']
        .map(
          (option) =>
            `<div class="tgme_widget_message_poll_option"><div class="tgme_widget_message_poll_option_percent">50%</div><div class="tgme_widget_message_poll_option_text">${option}</div></div>`,
        )
        .join('');
    expect(read(page(bubble(`${poll}</div>`)))).toMatchObject({
      segments: [{ text: 'Which?' }],
      poll: { options: [{ text: 'This', votes: null }, { text: 'That' }], endsAt: null },
    });
  });

  it('is round films, voice, stickers, and films too large for the page', () => {
    const parts =
      '<a class="tgme_widget_message_roundvideo_player"><i class="tgme_widget_message_roundvideo_thumb" style="background-image:url(\'https://cdn4.example/r.jpg\')"></i><video class="tgme_widget_message_roundvideo" src="https://cdn4.example/r.mp4"></video></a>' +
      '<a class="tgme_widget_message_voice_player"><audio class="tgme_widget_message_voice" src="https://cdn4.example/v.ogg"></audio><time class="tgme_widget_message_voice_duration">1:02:03</time></a>' +
      '<div class="tgme_widget_message_sticker_wrap"><i class="tgme_widget_message_sticker" data-webp="https://cdn4.example/s.webp"></i></div>' +
      '<a class="tgme_widget_message_video_player not_supported"><i class="tgme_widget_message_video_thumb" style="background-image:url(\'https://cdn4.example/l.jpg\')"></i><div class="message_media_not_supported_wrap"><div class="message_media_not_supported_label">Media is too big</div></div></a>';
    expect(
      read(page(bubble(parts))).media.map(({ kind, urls, poster, durationMs }) => [
        kind,
        urls,
        poster?.urls,
        durationMs,
      ]),
    ).toEqual([
      ['video', ['https://cdn4.example/r.mp4'], ['https://cdn4.example/r.jpg'], null],
      ['audio', ['https://cdn4.example/v.ogg'], undefined, 3_723_000],
      ['photo', ['https://cdn4.example/s.webp'], undefined, null],
      ['video', [], ['https://cdn4.example/l.jpg'], null],
    ]);
  });

  it.each([
    ['1', 1],
    ['999', 999],
    ['1.2K', 1200],
    ['12.5M', 12_500_000],
    ['', null],
    ['many', null],
    ['-1', null],
    ['1e9', null],
  ])('was seen %j times', (views, count) => {
    const metrics = read(page(bubble(text('a')), { views })).metrics;
    expect(metrics).toEqual(
      count === null ? null : { at, likes: null, replies: null, reposts: null, views: count },
    );
  });

  it.each([
    ['2023-09-17T15:52:15+00:00', '2023-09-17T15:52:15.000Z'],
    ['2023-09-17T18:52:15+03:00', '2023-09-17T15:52:15.000Z'],
    ['2023-13-17T15:52:15+00:00', null],
    ['yesterday', null],
    ['', null],
  ])('was made at %j', (time, createdAt) => {
    expect(read(page(bubble(text('a')), { time })).createdAt).toBe(createdAt);
  });
});

describe('what a page means', () => {
  it.each([
    ...saysNothing,
    ['not there, by status', 404, '', 'not-found'],
    ['not there', 200, error('Post not found'), 'not-found'],
    [
      'no channel of that name: gone, private or renamed',
      200,
      error('Channel with username <b>@Channel</b> not found'),
      'withheld-unknown',
    ],
    [
      'blocked for its rules',
      200,
      error('This channel can’t be displayed because it violated local laws.'),
      'withheld-unknown',
    ],
    ['only in the app', 200, error('Please open Telegram to view this post'), 'withheld-unknown'],
    ['an error in words unknown', 200, error('Запись не найдена'), 'withheld-unknown'],
    ['an error without words', 200, error(''), 'withheld-unknown'],
    ['a channel’s page', 200, '<div class="tgme_page_wrap"></div>', 'bad-shape'],
    ['a post', 200, page(bubble(text('a'))), 'live'],
    [
      'a post that speaks of errors',
      200,
      page(bubble(text('<div class="tgme_widget_message_error">Post not found</div>'))),
      'live',
    ],
    ['the channel in other letters', 200, page(bubble(text('a')), { post: 'cHANNEL/123' }), 'live'],
    ['another post', 200, page(bubble(text('a')), { post: 'Channel/12' }), 'bad-shape'],
    ['another channel’s', 200, page(bubble(text('a')), { post: 'Other/123' }), 'bad-shape'],
    [
      'a service message',
      200,
      page(bubble('<div class="message_media_not_supported_wrap">a</div>')),
      'withheld-unknown',
    ],
  ] as const)('%s (%i) is never more than it says', (_what, status, body, meaning) => {
    expect(meaningOf(widget.read(wireOf(body, status), ref(id)))).toBe(meaning);
  });

  it('takes an album for each of its posts', () => {
    const album =
      photo('https://cdn4.example/a.jpg', 'Channel/122') + photo('https://cdn4.example/b.jpg', 'Channel/123');
    const post = read(page(bubble(album), { post: 'Channel/122' }));
    expect(post.ref?.id).toBe(id);
    expect(post.media.map(({ urls }) => urls[0])).toEqual([
      'https://cdn4.example/a.jpg',
      'https://cdn4.example/b.jpg',
    ]);
  });

  it('takes one of several messages', () => {
    const both = page(bubble(text('first')), { post: 'Channel/122' }) + page(bubble(text('second')));
    expect(textOf(read(both).segments)).toBe('second');
  });
});

describe('hostile pages', () => {
  it.each([
    ['nested', '<div>'.repeat(20_000)],
    ['nested in the words', page(bubble(text('<b>'.repeat(20_000))))],
    ['links', page(bubble(text('<a href="?q=%23a">#a</a>'.repeat(20_000))))],
    [
      'styles',
      page(
        bubble(
          `<a class="tgme_widget_message_photo_wrap" style="background-image:url(${'('.repeat(100_000)}"></a>a`,
        ),
      ),
    ],
    ['unclosed', `<div class="tgme_widget_message" data-post="Channel/123"${' a'.repeat(100_000)}`],
    ['bytes', new Uint8Array(100_000).fill(0xff)],
    ['a class of the prototype', page(bubble(`<a class="constructor __proto__ toString">a</a>${text('a')}`))],
  ])('are read to their end: %s', (_what, body) => {
    expect(() => widget.read(wireOf(body), ref(id))).not.toThrow();
  });

  it('shows only pictures that are encrypted, and at most 20', () => {
    const bad = [
      'http://cdn4.example/a.jpg',
      'data:image/png;base64,AA',
      'javascript:1',
      'https://u:p@h/a',
      '',
    ];
    const good = Array.from({ length: 100 }, () => 'https://cdn4.example/a.jpg');
    const { media } = read(page(bubble([...bad, ...good].map((url) => photo(url)).join(''))));
    expect(media).toHaveLength(20);
    expect(new Set(media.flatMap(({ urls }) => urls))).toEqual(new Set(['https://cdn4.example/a.jpg']));
  });

  it('are read to their end whatever is lost of them or put twice', () => {
    const whole = page(
      bubble(photo('https://cdn4.example/a.jpg') + text('a <a href="https://a.example/">b</a><br>c')),
    );
    const cut = fc.tuple(fc.nat(whole.length), fc.nat(200), fc.nat(whole.length));
    let posts = 0;
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 6 }), (cuts) => {
        const damaged = cuts.reduce(
          (html, [from, length, to]) =>
            html.slice(0, to) + whole.slice(from, from + length) + html.slice(to + (from % 2) * length),
          whole,
        );
        const answer = widget.read(wireOf(damaged), ref(id));
        if (answer.kind !== 'post') return answer.kind === 'unknown';
        posts += 1;
        const { media, author, segments, createdAt } = answer.post;
        const urls = [...media, ...(author.avatar === null ? [] : [author.avatar])].flatMap(
          (each) => each.urls,
        );
        const links = segments.flatMap((segment) => (segment.kind === 'link' ? [segment.url] : []));
        return (
          urls.every((url) => /^https:\/\/[^\s"<>]+$/.test(url)) &&
          links.every((url) => /^https?:\/\/[^\s"<>]+$/.test(url)) &&
          (createdAt === null || new Date(createdAt).toISOString() === createdAt)
        );
      }),
      { seed: 4, numRuns: 1000 },
    );
    expect(posts).toBeGreaterThan(300);
  });

  it('keeps what is well-formed', () => {
    const post = read(page(bubble(text('a&#0;b&#xD800;c'))));
    expect(textOf(post.segments)).toBe('a\u{fffd}b\u{fffd}c');
  });
});

function video(url: string, still: string): string {
  return (
    `<a class="tgme_widget_message_video_player js-message_video_player" href="https://t.me/${id}"><i class="tgme_widget_message_video_thumb" style="background-image:url('${still}')"></i>` +
    `<div class="tgme_widget_message_video_wrap" style="width:640px;padding-top:50%"><video src="${url}" class="tgme_widget_message_video js-message_video"></video></div>` +
    '<time class="message_video_duration js-message_video_duration tgme_widget_message_video_duration">0:31</time></a>'
  );
}

function error(words: string): string {
  return `<!DOCTYPE html><html><body><div class="tgme_widget_message err_message"><div class="tgme_widget_message_bubble"><div class="tgme_widget_message_error">${words}</div></div></div></body></html>`;
}

function read(html: string): Post {
  const answer = widget.read(wireOf(html), ref(id));
  if (answer.kind !== 'post') throw new Error(JSON.stringify(answer));
  return answer.post;
}

function ref(of: string): Ref {
  const found = telegram.refOf(of);
  if (found === null) throw new Error(`${of} is no id of Telegram`);
  return found;
}
