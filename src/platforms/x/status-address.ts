/** The id in the address of a post, as X itself writes it or an archive's copy of it; null for any other address. */
export function statusIdOf(href: string | null): string | null {
  const address =
    /^https?:\/\/(?:www\.|mobile\.)?(?:twitter|x)\.com\/[^/?#]+(?:\/web)?\/status(?:es)?\/(\d{1,20})(?:[/?#]|$)/iu;
  return address.exec(href ?? '')?.[1] ?? null;
}
