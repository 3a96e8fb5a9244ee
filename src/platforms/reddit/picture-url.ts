import { httpsUrl } from '../lenient.ts';

/** The address of the picture a post links to, where it is one that Reddit shows itself; links of old were not `https`. */
export function pictureUrl(target: string): string | null {
  const url = target.replace(/^http:/iu, 'https:');
  return shown.test(url) && httpsUrl.safeParse(url).success ? url : null;
}

const shown = /^https:\/\/i\.(?:redd\.it|imgur\.com)\/[\w.-]+\.(?:jpe?g|png|webp|gif)(?:\?|$)/iu;
