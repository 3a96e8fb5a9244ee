/** Where an article stands, as people sort articles. */
export interface Place {
  /** Host of its address in lower case, without `www.`; of a file its first folder. Null where there is neither. */
  readonly site: string | null;
  /** First part of the path that is not the article itself; of a file its second folder. */
  readonly section: string | null;
}

/**
 * The place an article's name tells of: a path or URL as given, plus `#item` inside a container. An item that is named by
 * an address of its own stands there, wherever its feed was read.
 */
export function placeOf(article: string): Place {
  const item = /#(https?:\/\/.+)$/iu.exec(article)?.[1];
  return placeOfUrl(item) ?? placeOfUrl(article) ?? placeOfFile(article);
}

function placeOfUrl(text: string | undefined): Place | null {
  if (text === undefined || !/^https?:\/\//iu.test(text) || !URL.canParse(text)) return null;
  const { host, pathname } = new URL(text);
  return { site: host.replace(/^www\./u, ''), section: firstOf(pathname.split('/').slice(1)) };
}

function placeOfFile(name: string): Place {
  const path = name.replace(/#.*$/su, '').replaceAll('\\', '/');
  const [first, ...rest] = path.split('/').filter((part) => part !== '' && part !== '.');
  return rest.length === 0 || first === undefined
    ? { site: null, section: null }
    : { site: first, section: firstOf(rest) };
}

/** The last part is the article. */
function firstOf(parts: readonly string[]): string | null {
  const [first, ...rest] = parts;
  return first === undefined || first === '' || rest.length === 0 ? null : decoded(first);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stranger's percent signs need not mean anything.
    return part;
  }
}
