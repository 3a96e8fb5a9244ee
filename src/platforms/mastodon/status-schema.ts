import { z } from 'zod';
import { anything, count, httpsUrl, listOf, optional, webUrl } from '../lenient.ts';
import { countedListOf } from '../omissions.ts';

/** A status of Mastodon's interface and of its kin, as far as it is read: only id, content and account must be right. */

export const words = z.string().min(1);
const id = z.string().regex(/^[\w-]{1,64}$/u);
const pixels = optional(z.number().min(1).max(100_000));

const account = z.object({
  id,
  acct: z.string().regex(/^[\w.-]{1,128}(?:@[\w.:-]{1,255})?$/u),
  /** Akkoma's name with the host the account is known by. */
  fqn: optional(z.string().regex(/^[\w.-]{1,128}@[\w.:-]{1,255}$/u)),
  display_name: optional(words),
  url: optional(webUrl),
  avatar: optional(httpsUrl),
  avatar_static: optional(httpsUrl),
});

export const attachment = z.object({
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

export const poll = z.object({
  expires_at: optional(z.string()),
  options: countedListOf(z.object({ title: z.string(), votes_count: count }), 20),
});

const card = z.object({
  url: webUrl,
  title: optional(words),
  description: optional(words),
  provider_name: optional(words),
  image: optional(httpsUrl),
});

const mention = z.object({ id, acct: words, url: optional(webUrl) });
const emoji = z.object({ shortcode: z.string().regex(/^[\w-]{1,100}$/u), url: httpsUrl });

export const statusSchema = z.object({
  id,
  uri: optional(z.string()),
  url: optional(webUrl),
  content: z.string(),
  created_at: optional(z.string()),
  edited_at: optional(z.string()),
  language: optional(words),
  spoiler_text: optional(words),
  sensitive: optional(z.boolean()),
  visibility: optional(z.string()),
  account,
  media_attachments: countedListOf(attachment, 20),
  mentions: listOf(mention, 500),
  emojis: listOf(emoji, 500),
  poll: optional(poll),
  card: optional(card),
  in_reply_to_id: optional(id),
  in_reply_to_account_id: optional(id),
  favourites_count: count,
  replies_count: count,
  reblogs_count: count,
  reblog: anything,
  quote: anything,
  quote_id: optional(id),
  pleroma: optional(z.object({ quote: anything, quote_id: optional(id) })),
});

export type Status = z.output<typeof statusSchema>;
export type Attachment = z.output<typeof attachment>;
export type Mention = z.output<typeof mention>;
export type Emoji = z.output<typeof emoji>;

/** Whom a server tells that a post is for; null for everybody. Of visibilities we don't know nobody is sure. */
export function closedTo({ visibility }: Pick<Status, 'visibility'>): string | null {
  return visibility === null || open.has(visibility) ? null : visibility;
}

const open: ReadonlySet<string> = new Set(['public', 'unlisted', 'public_unlisted']);
