import { describe, expect, it } from 'vitest';
import type { Post } from '../../src/model/post.ts';
import { telegram } from '../../src/platforms/telegram/index.ts';
import { widget } from '../../src/platforms/telegram/widget.ts';
import type { Ref } from '../../src/ref.ts';
import { meaningOf, wireOf } from './platform-corpus.ts';
import { bubble, page, photo, text } from './telegram-widget.ts';

const id = 'Channel/123';

describe('parts only the app hands out', () => {
  const documents =
    '<a class="tgme_widget_message_document_wrap" href="https://t.me/Channel/123"><div class="tgme_widget_message_document_icon accent_bg"></div><div class="tgme_widget_message_document"><div class="tgme_widget_message_document_title accent_color" dir="auto">report.pdf</div><div class="tgme_widget_message_document_extra" dir="auto">113.9 KB</div></div></a>';

  it('are named: a file', () => {
    const post = read(page(bubble(documents + documents.replace('report', 'annex'))));
    expect(post.card).toEqual({
      url: 'https://t.me/Channel/123',
      title: 'report.pdf',
      description: '113.9 KB',
      site: null,
      picture: null,
    });
    expect(post.omissions).toEqual([{ part: 'document', reason: 'only one has room', count: 1 }]);
  });

  it('are named: a place', () => {
    const place =
      '<a class="tgme_widget_message_location_wrap" href="https://maps.google.com/maps?q=1,2"><div class="tgme_widget_message_location" style="background-image:url(\'https://maps.example/a.png\')"></div></a><div class="tgme_widget_message_location_title">A harbour</div>';
    expect(read(page(bubble(place))).card).toMatchObject({
      url: 'https://maps.google.com/maps?q=1,2',
      title: 'A harbour',
      picture: { urls: ['https://maps.example/a.png'] },
    });
  });

  it('are counted beyond what a post holds', () => {
    const options = '<div class="tgme_widget_message_poll_option_text">a</div>'.repeat(100);
    const photos = photo('https://cdn4.example/a.jpg').repeat(35);
    const post = read(
      page(bubble(`<div class="tgme_widget_message_poll_question">q</div>${options}${photos}`)),
    );
    expect([post.media.length, post.poll?.options.length]).toEqual([20, 20]);
    expect(post.omissions).toEqual([
      { part: 'media', reason: 'surplus', count: 15 },
      { part: 'option', reason: 'surplus', count: 80 },
    ]);
  });
});

describe('a channel’s preview, as archives have it', () => {
  const shown = (...numbers: readonly number[]) =>
    `<html><body><section class="tgme_channel_history">${numbers
      .map((number) => page(bubble(text(`post ${number}`)), { post: `Channel/${number}` }))
      .join('')}</section></body></html>`;

  it.each([
    ['the post among others', shown(121, 123, 124), 'live'],
    ['posts around it, not that one', shown(121, 124), 'not-found'],
    ['later posts only', shown(124, 125), 'bad-shape'],
    ['earlier posts only', shown(121), 'bad-shape'],
    ['another channel’s', shown(121, 124).replaceAll('Channel/', 'Other/'), 'bad-shape'],
    [
      'the channel’s own page',
      '<div class="tgme_page"><div class="tgme_page_title">A channel</div></div>',
      'bad-shape',
    ],
  ])('says no more than it shows: %s', (_what, body, meaning) => {
    expect(meaningOf(widget.read(wireOf(body), ref(id)))).toBe(meaning);
  });
});

describe('archived copies', () => {
  it('are widgets and previews, also where the archive wrote itself into them', () => {
    const shown = page(
      bubble(photo('https://cdn4.example/a.jpg') + text('a <a href="https://example.org/">b</a>')),
    );
    const copied = shown.replaceAll('https://', 'https://web.archive.org/web/20240101000000im_/https://');
    const answers = [shown, copied].map((body) => {
      const original = 'https://t.me/Channel/123?embed=1';
      const url = `https://web.archive.org/web/20240101000000id_/${original}`;
      const link = { archive: 'web.archive.org', original, url, takenAt: '2024-01-01T00:00:00.000Z' };
      return telegram.readArchived?.(
        { ...link, mediaType: null, status: null, digest: null, wire: wireOf(body) },
        ref(id),
      );
    });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ kind: 'post', post: { metrics: { at: '2024-01-01T00:00:00.000Z' } } });
    expect(telegram.archivedAddresses?.(ref(id), [])[0]).toBe('https://t.me/Channel/123?embed=1&mode=tme');
  });
});

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
