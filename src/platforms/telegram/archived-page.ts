/** A page as it was before a web archive wrote its own address in front of those in it. */
export function unarchived(body: Uint8Array): Uint8Array {
  const page = new TextDecoder().decode(body);
  const written = /(?:https?:)?(?:\/\/web\.archive\.org)?\/web\/\d{4,14}(?:[a-z]{2}_)?\/(?=https?:)/gu;
  return written.test(page) ? new TextEncoder().encode(page.replace(written, '')) : body;
}
