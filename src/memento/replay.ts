/** Where an archive shows its copies: `https://HOST/PATH<14 digits><modifier>/<the address as it was>`. */
export interface Replay {
  readonly host: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  /** What asks for the bytes as they first came; empty where the archive knows no such thing. */
  readonly raw: string;
}

export interface CopyName {
  /** 14 digits. */
  readonly timestamp: string;
  readonly original: string;
}

/** The address of a copy's own bytes. */
export function copyUrl({ host, path, raw }: Replay, { timestamp, original }: CopyName): string {
  return `https://${host}${path}${timestamp}${raw}/${original.replaceAll('#', '%23')}`;
}

/** Reads the address of a copy in that archive, of whatever scheme, port and modifier; null for any other address. */
export function readCopyUrl(url: string, { host, path }: Replay): CopyName | null {
  const [, itsHost = '', rest = ''] = /^https?:\/\/([^/?#:]+)(?::\d+)?(\/.*)$/isu.exec(url) ?? [];
  if (itsHost.toLowerCase() !== host || !rest.startsWith(path)) return null;
  const [, timestamp, original] = /^(\d{14})(?:[a-z]{2}_)?\/(\S+)$/isu.exec(rest.slice(path.length)) ?? [];
  return timestamp === undefined || original === undefined
    ? null
    : { timestamp, original: withScheme(original) };
}

/** Archives also write `http%3A//`, `http:/` where a proxy merged slashes, and no scheme at all. */
function withScheme(original: string): string {
  const [, scheme, rest = ''] = /^(https?)(?::|%3a)\/*(.*)$/isu.exec(original) ?? [];
  return scheme === undefined ? `http://${original}` : `${scheme.toLowerCase()}://${rest}`;
}
