import type { Reply } from '../stand-in/hosts.ts';

/** The account that all posts here are of. */
export const did = 'did:plc:z72i7hdynmk6r22z27h6tvur';

/** What `app.bsky.feed.getPostThread` answers of any post of that account. */
export function thread(url: URL): Reply {
  const uri = url.searchParams.get('uri') ?? '';
  const author = { did, handle: 'nadia.example', displayName: 'Nadia' };
  const record = { $type: 'app.bsky.feed.post', text: 'Hello', createdAt: '2024-05-01T10:00:00.000Z' };
  const post = { uri, cid: 'bafyreia', author, record, indexedAt: '2024-05-01T10:00:01.000Z' };
  const body = { thread: { $type: 'app.bsky.feed.defs#threadViewPost', post, replies: [] } };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
