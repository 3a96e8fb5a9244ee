import { HoldfastError } from '../errors.ts';
import type { WallKind } from '../model/wall.ts';
import type { Stage } from './stage.ts';
import { unverified } from './wait-for-post.ts';

/** Opens an address and waits for its document. Throws what `fetch` threw for it, and what its status means. */
export async function navigate({ page, network }: Stage, url: string): Promise<void> {
  const { errorText } = await page.session.send('Page.navigate', { url });
  const { document, failure } = network.traffic();
  if (failure !== null) throw failure;
  if (document !== null && document.status >= 400) throw refused(document);
  if (errorText === undefined) return;
  if (errorText === 'net::ERR_ABORTED' && document === null) throw givenUp(url);
  throw unverified({ kind: 'empty', detail: `there is no page at ${url}: ${errorText}` });
}

/** Neither answered nor refused by us: what was to show it has ended. */
function givenUp(url: string): HoldfastError {
  return new HoldfastError('browser-failed', `the browser gave ${url} up; it will be tried again`, {
    retryable: true,
    facts: { url },
  });
}

function refused({ url, status }: { readonly url: string; readonly status: number }): HoldfastError {
  const facts = { url, status };
  if (status === 429)
    return new HoldfastError('rate-limited', `${url} wants to be left alone for now`, {
      retryable: true,
      facts,
    });
  if (status >= 500)
    return new HoldfastError('server-error', `${url} answered ${status}; it will be tried again`, {
      retryable: true,
      facts,
    });
  const wall = walls[status] ?? 'unavailable';
  return new HoldfastError(
    'capture-unverified',
    `walled: ${wall} (the page answered ${status}); the card we draw stands in for it`,
    { facts: { ...facts, kind: 'status', detail: String(status), wall } },
  );
}

/** What statuses say of a page (RFC 9110, RFC 7725); any other says that it isn't there. */
const walls: Readonly<Record<number, WallKind>> = {
  401: 'login',
  403: 'interstitial',
  451: 'region',
};
