import type { CaptureSettings, Theme } from '../model/capture.ts';
import type { WaczContents } from '../warc/write-wacz.ts';
import type { KeptExchanges } from './kept-exchanges.ts';

/** A page that was shown, and how. */
export interface ShownPage {
  readonly url: string;
  /** ISO 8601 in UTC: when its hosts told what it shows. */
  readonly toldAt: string;
  readonly theme: Theme;
  /** Name and version. */
  readonly browser: string;
  readonly settings: CaptureSettings;
}

/** How pages were loaded, for whoever has only the file: in words for the WARC, in full for the package around it. */
export function provenanceOf(
  shown: readonly ShownPage[],
  kept: KeptExchanges,
  software: string,
): Pick<WaczContents, 'software' | 'info' | 'extras'> {
  const runtime = `Node.js ${process.versions.node}`;
  const browsers = [...new Set(shown.map(({ browser }) => browser))];
  const userAgents = [...new Set(kept.exchanges.flatMap(userAgentOf))];
  return {
    software,
    info: {
      software: `${software} (${[...browsers, runtime].join('; ')})`,
      'http-header-user-agent': userAgents,
      description: shown.map(inWords),
    },
    extras: {
      provenanceInfo: {
        software,
        runtime,
        browsers,
        userAgents,
        pages: shown.map(({ url, toldAt, theme, browser, settings }) => ({
          url,
          at: toldAt,
          browser,
          theme,
          ...settings,
        })),
        leftOut: kept.leftOut,
      },
    },
  };
}

function inWords({ url, toldAt, theme, settings }: ShownPage): string {
  const { width, dpr, locale, timeZone } = settings;
  return `${url} as shown at ${toldAt}: ${theme}, ${width} CSS pixels wide at ${dpr}, ${locale}, ${timeZone}`;
}

function userAgentOf({ request }: KeptExchanges['exchanges'][number]): string[] {
  return request.headers.flatMap(([name, value]) => (name === 'user-agent' ? [value] : []));
}
