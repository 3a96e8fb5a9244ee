import type { Theme } from '../model/capture.ts';
import type { RecordedExchange } from '../model/exchange.ts';
import { type Fetch, headerOf, type Wire } from '../model/wire.ts';
import type { WaczPage } from '../warc/manifest.ts';
import { fieldOf } from '../warc/record.ts';
import { writeWacz } from '../warc/write-wacz.ts';
import type { PageShot } from './capturer.ts';
import { type KeptExchanges, keepExchanges } from './kept-exchanges.ts';
import { isPart, partKey } from './page-parts.ts';
import { pageTitle } from './page-title.ts';
import { provenanceOf, type ShownPage } from './provenance.ts';

/** What pages shown in one capture job loaded. */
export interface PageArchive {
  /**
   * Answers as the network does, and remembers every exchange. Scripts, styles, fonts and pictures that a page of the
   * same job asked for before are answered from memory.
   */
  readonly fetch: Fetch;
  /** The same around another fetch, which may answer from elsewhere: what it gives without an exchange is kept too. */
  through(fetch: Fetch): Fetch;
  /** Names a page that was shown. */
  add(shot: Pick<PageShot, 'url' | 'toldAt' | 'browser' | 'settings'>, theme: Theme): void;
  /** The exchanges as a WACZ, the same for the same exchanges; null when no page was added. Nothing is remembered after. */
  finish(): Promise<Uint8Array | null>;
}

export interface PageArchiveOptions {
  readonly fetch: Fetch;
  /** Name and version of what captures; without it the name alone. */
  readonly software?: string;
  /** Most of what is remembered, in bytes; without it 128 MiB. What comes above it is handed on, and its body not kept. */
  readonly maxBytes?: number;
}

/** Begins one. */
export function openPageArchive(options: PageArchiveOptions): PageArchive {
  const { fetch, software = 'Holdfast', maxBytes = 128 * 1024 * 1024 } = options;
  const kept = keepExchanges(maxBytes);
  const parts = new Map<string, Wire>();
  const shown: ShownPage[] = [];
  let isOpen = true;

  const through = (inner: Fetch): Fetch => {
    return async (request) => {
      if (!isOpen) return await inner(request);
      const key = partKey(request);
      const known = key === null ? undefined : parts.get(key);
      if (known !== undefined) return known;
      const told: { readonly exchange: RecordedExchange; readonly isWhole: boolean }[] = [];
      const onExchange = (exchange: RecordedExchange) => {
        if (isOpen) told.push({ exchange, isWhole: kept.add(exchange) });
        request.onExchange?.(exchange);
      };
      const wire = await inner({ ...request, onExchange });
      if (!isOpen) return wire;
      if (told.length === 0) kept.addResource(givenAs(wire));
      // What is remembered is what is kept: the file holds all that a page was answered with.
      const [only] = told.length === 1 ? told : [];
      if (key !== null && only?.isWhole === true && isPart(wire)) parts.set(key, wire);
      return wire;
    };
  };

  return {
    fetch: through(fetch),
    through,
    add: ({ url, toldAt, browser, settings }, theme) => {
      shown.push({ url, toldAt, theme, browser, settings });
    },
    finish: async () => {
      isOpen = false;
      parts.clear();
      try {
        return shown.length === 0 ? null : await writeArchive(shown, kept, software);
      } finally {
        kept.clear();
      }
    },
  };
}

function writeArchive(shown: readonly ShownPage[], kept: KeptExchanges, software: string): Promise<Buffer> {
  const { exchanges, resources } = kept;
  const times = [...shown.map(({ toldAt }) => toldAt), ...exchanges.map(({ at }) => at)];
  const pages = shown.map((page) => pageOf(page, kept));
  return writeWacz({
    ...provenanceOf(shown, kept, software),
    title: pages[0]?.title ?? shown[0]?.url ?? '',
    // Not by the clock: a replay of the same traffic gives the same file.
    created: times.reduce((latest, at) => (at > latest ? at : latest)),
    pages,
    resources,
    exchanges,
  });
}

/**
 * Dated by its document, so that players open that one: a page of another theme may have been asked for at the same
 * address right after this one was complete.
 */
function pageOf({ url, toldAt }: ShownPage, { exchanges, resources }: KeptExchanges): WaczPage {
  const document = new URL(url);
  document.hash = '';
  const answers = exchanges.flatMap(({ request, response, at }) =>
    response === null || request.method !== 'GET' || request.url !== document.href
      ? []
      : [{ at, body: response.body, contentType: fieldOf(response.headers, 'content-type') ?? '' }],
  );
  const given = resources.filter((resource) => resource.url === document.href);
  const latest = [...given, ...answers].findLast(({ at }) => at <= toldAt);
  const title = latest === undefined ? null : pageTitle(latest.contentType, latest.body);
  return { url: new URL(url).href, at: latest?.at ?? toldAt, title };
}

function givenAs(wire: Wire) {
  const contentType = headerOf(wire, 'content-type') ?? 'application/octet-stream';
  return { url: wire.url, at: wire.at, contentType, body: wire.body };
}
