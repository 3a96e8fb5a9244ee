/**
 * All addresses of a picture on `pbs.twimg.com`, best first, in both ways of writing its size: `orig` may fail where
 * `medium` works, and `.jpg?name=` where `format=` does. Last the bare one; any other address stays what it is.
 */
export function pictureUrls(url: string): string[] {
  const picture = readPicture(url);
  if (picture === null) return [url];
  const { stem, extension } = picture;
  const format = extension === 'jpeg' ? 'jpg' : extension;
  const sized = sizes.flatMap((name) => [
    `${stem}?format=${format}&name=${name}`,
    `${stem}.${extension}?name=${name}`,
  ]);
  return [...new Set([...sized, `${stem}.${extension}`, ...(url === picture.asked ? [] : [url])])];
}

/** An avatar's addresses, best first; they die when the author changes the picture. */
export function avatarUrls(url: string): string[] {
  const match =
    /^(https:\/\/[^?#]+)_(?:normal|bigger|mini|reasonably_small|x96|\d{2,3}x\d{2,3})(\.\w+)$/u.exec(url);
  if (match?.[1] === undefined || match[2] === undefined) return [url];
  const [, stem, extension] = match;
  const sized = ['', '_400x400', '_bigger', '_normal'].map((size) => `${stem}${size}${extension}`);
  return [...new Set([...sized, url])];
}

/** Known ways of writing: `A.jpg`, `A.jpg:large`, `A.jpg?name=large`, `A?format=jpg&name=large`. */
function readPicture(url: string) {
  const match =
    /^(https:\/\/pbs\.twimg\.com\/[\w/-]{1,200})(?:\.(jpg|jpeg|png|webp))?(?::[a-z]+)?(?:\?([\w=&-]*))?$/u.exec(
      url,
    );
  const stem = match?.[1];
  const extension = match?.[2] ?? /(?:^|&)format=(jpg|jpeg|png|webp)(?:&|$)/u.exec(match?.[3] ?? '')?.[1];
  if (stem === undefined || extension === undefined) return null;
  return { stem, extension, asked: `${stem}.${extension}` };
}

const sizes = ['orig', '4096x4096', 'large', 'medium', 'small'] as const;
