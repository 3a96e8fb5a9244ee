/** Answers of Bluesky's interface as they are known to be built. */
export const did = 'did:plc:sh6yzcjqgrzfyn5ka2hut3o5';
export const stranger = 'did:plc:ic6zqvuw5ulmfpjiwnhsr2ns';
export const key = '3mkuf6q2xc226';
export const cid = 'bafyreichh7mv56ykfbnyyfstbgqlrftmpbrw5qtkhptgp5zgtrypovrmga';

export const authorOf = (account: string, more: object = {}) => ({
  did: account,
  handle: account === did ? 'jo.bsky.social' : 'sam.example',
  displayName: account === did ? 'Jo' : 'Sam',
  ...more,
});

export const uriOf = (account: string, rkey: string) => `at://${account}/app.bsky.feed.post/${rkey}`;

interface Parts {
  readonly account?: string;
  readonly rkey?: string;
  readonly text?: string;
  /** The AT URI that is answered. */
  readonly answers?: string;
  readonly record?: object;
  readonly view?: object;
}

/** A `postView`. */
export function viewOf({ account = did, rkey = key, text = 'Hi', answers, record, view }: Parts = {}) {
  const reply = answers === undefined ? {} : { reply: { parent: { uri: answers }, root: { uri: answers } } };
  return {
    uri: uriOf(account, rkey),
    cid,
    author: authorOf(account),
    record: {
      $type: 'app.bsky.feed.post',
      text,
      createdAt: '2025-05-02T12:01:00.000Z',
      ...reply,
      ...record,
    },
    replyCount: 0,
    ...view,
  };
}

/** A `threadViewPost`. */
export function nodeOf(post: unknown, more: object = {}) {
  return { $type: 'app.bsky.feed.defs#threadViewPost', post, replies: [], ...more };
}

/** A `viewRecord`: what a quoted post looks like. */
export function quotedOf(parts: Parts & { readonly embeds?: readonly unknown[] } = {}) {
  const { uri, cid: version, author, record } = viewOf(parts);
  return {
    $type: 'app.bsky.embed.record#viewRecord',
    uri,
    cid: version,
    author,
    value: record,
    embeds: parts.embeds ?? [],
    ...parts.view,
  };
}

export const quoting = (record: unknown) => ({ $type: 'app.bsky.embed.record#view', record });
