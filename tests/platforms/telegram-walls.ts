import { usualWalls, type Wall } from './usual-walls.ts';

/** Pages in the way of post Channel/123, and pages of Telegram that say nothing certain of it. */
export const walls: readonly Wall[] = [
  ...['telegram-widget'].flatMap(usualWalls),
  ...[
    ['post not found', '<div class="tgme_widget_message_error">Post not found</div>'],
    [
      'a channel not found',
      '<div class="tgme_widget_message_error">Channel with username <b>@Channel</b> not found</div>',
    ],
    [
      'only in the app',
      '<div class="tgme_widget_message_error">Please open Telegram to view this post</div>',
    ],
    [
      'against local laws',
      '<div class="tgme_widget_message_error">This channel can’t be displayed because it violated local laws.</div>',
    ],
    ['an error in Russian', '<div class="tgme_widget_message_error">Сообщение удалено</div>'],
    [
      'a channel’s own page',
      '<div class="tgme_page"><div class="tgme_page_title">A channel</div><div class="tgme_page_description">Deleted</div></div>',
    ],
    [
      'another post',
      '<div class="tgme_widget_message" data-post="Channel/12"><div class="tgme_widget_message_text">Post deleted</div></div>',
    ],
    [
      'a service message',
      '<div class="tgme_widget_message" data-post="Channel/123"><div class="message_media_not_supported_wrap">a</div></div>',
    ],
    [
      'posts around it',
      '<div class="tgme_widget_message" data-post="Channel/122">a</div><div class="tgme_widget_message" data-post="Channel/124">a</div>',
    ],
  ].flatMap(([name, body]) =>
    ['telegram-widget'].map(
      (source): Wall => ({
        name: String(name),
        source,
        status: 200,
        body: `<!DOCTYPE html><html><body>${body}</body></html>`,
      }),
    ),
  ),
];
