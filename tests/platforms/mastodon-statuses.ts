import { mastodon } from '../../src/platforms/mastodon/index.ts';
import type { Ref } from '../../src/ref.ts';

/** Answers of Mastodon's interface as they are known to be built. */
export const host = 'social.coop';
export const local = '115624517760498357';

export function refAt(address: string): Ref {
  const ref = mastodon.match(new URL(address), 'markup');
  if (ref === null) throw new Error(`${address} is no post`);
  return ref;
}

export const ref = refAt(`https://${host}/@jo/${local}`);

export const account = (name: string, id: string) => ({
  id,
  username: name.split('@')[0],
  acct: name,
  display_name: name,
  url: `https://${name.split('@')[1] ?? host}/@${name.split('@')[0]}`,
  avatar: 'https://files.example/avatar.png',
});

/** A status of the author (`jo`, number 7) unless another is given. */
export function statusOf(id: string, more: object = {}) {
  return {
    id,
    uri: `https://${host}/users/jo/statuses/${id}`,
    url: `https://${host}/@jo/${id}`,
    created_at: '2025-11-27T20:15:00.000Z',
    content: `<p>words ${id}</p>`,
    visibility: 'public',
    account: account('jo', '7'),
    in_reply_to_id: null,
    in_reply_to_account_id: null,
    ...more,
  };
}

/** An answer by `name` (number `by`) to the post of that id by the account of that number. */
export const answerOf = (id: string, to: string, by: string, toAccount: string, more: object = {}) =>
  statusOf(id, {
    account: account(by === '7' ? 'jo' : 'sam@b.example', by),
    in_reply_to_id: to,
    in_reply_to_account_id: toAccount,
    ...more,
  });

export const everybody = 'https://www.w3.org/ns/activitystreams#Public';

/** A Note as servers hand it on. */
export function noteOf(more: object = {}) {
  return {
    '@context': ['https://www.w3.org/ns/activitystreams', { sensitive: 'as:sensitive' }],
    id: `https://${host}/users/jo/statuses/${local}`,
    type: 'Note',
    published: '2025-11-27T20:15:00Z',
    url: `https://${host}/@jo/${local}`,
    attributedTo: `https://${host}/users/jo`,
    to: [everybody],
    cc: [`https://${host}/users/jo/followers`],
    content: '<p>One &amp; two</p>',
    contentMap: { de: '<p>One &amp; two</p>' },
    attachment: [],
    tag: [],
    ...more,
  };
}
