/** An address as it was before a web archive wrote its own in front: `…/web/20200101000000im_/https://…`. */
export function originalAddress(href: string): string {
  return (
    /^(?:https?:)?(?:\/\/[^/]+)?\/(?:[\w-]+\/)?\d{4,14}(?:[a-z]{2}_)?\/(https?:\/\/.+)$/su.exec(href)?.[1] ??
    href
  );
}
