import { z } from 'zod';
import { count, httpsUrl, listOf, optional, webUrl } from '../lenient.ts';

const words = z.string().min(1);
const id = z.string().regex(/^[\w-]{1,64}$/u);
const time = optional(
  z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/u),
);
const pixels = optional(z.number().min(1).max(100_000));

const account = z.object({
  id,
  acct: z.string().regex(/^[\w.-]{1,128}(?:@[\w.:-]{1,255})?$/u),
  display_name: optional(words),
  url: optional(webUrl),
  avatar: optional(httpsUrl),
});

const attachment = z.object({
  type: z.string(),
  url: optional(httpsUrl),
  remote_url: optional(httpsUrl),
  preview_url: optional(httpsUrl),
  description: optional(words),
  meta: optional(
    z.object({
      original: optional(
        z.object({ width: pixels, height: pixels, duration: optional(z.number().min(0).max(1e6)) }),
      ),
    }),
  ),
});

const poll = z.object({
  expires_at: time,
  options: listOf(z.object({ title: z.string(), votes_count: count }), 50),
});

const card = z.object({
  url: webUrl,
  title: optional(words),
  description: optional(words),
  provider_name: optional(words),
  image: optional(httpsUrl),
});

const mention = z.object({ id, acct: words, url: optional(webUrl) });
const emoji = z.object({ shortcode: z.string().regex(/^\w{1,100}$/u), url: httpsUrl });

const base = z.object({
  id,
  uri: optional(z.string()),
  url: optional(webUrl),
  content: z.string(),
  created_at: time,
  language: optional(words),
  spoiler_text: optional(words),
  sensitive: optional(z.boolean()),
  visibility: optional(z.string()),
  account,
  media_attachments: listOf(attachment, 40),
  mentions: listOf(mention, 500),
  emojis: listOf(emoji, 500),
  poll: optional(poll),
  card: optional(card),
  in_reply_to_id: optional(id),
  in_reply_to_account_id: optional(id),
  favourites_count: count,
  replies_count: count,
  reblogs_count: count,
});

/** Servers of version 4.4 say `{state, quoted_status}`, Akkoma puts the quoted post there itself. */
const quote = z.union([
  z.object({ quoted_status: base }).transform(({ quoted_status }) => quoted_status),
  base,
]);

export const statusSchema = base.extend({ quote: optional(quote), reblog: optional(base) });

export type PlainStatus = z.output<typeof base>;
export type Status = z.output<typeof statusSchema>;
export type Attachment = z.output<typeof attachment>;
export type Emoji = z.output<typeof emoji>;
