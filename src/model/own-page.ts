/** Where, in web archives that we make, a page of ours tells of a post. `.invalid` is nobody's (RFC 2606). */
const host = 'post.invalid';

/** The address of ours about a post, by its name. */
export function ownPageOf(name: string): string {
  return `http://${host}/${encodeURIComponent(name)}`;
}

export function isOwnPage(url: URL): boolean {
  return url.hostname === host;
}
