import { HoldfastError } from '../errors.ts';
import type { Stage } from './stage.ts';

/** Opens an address and waits for its document. Throws what `fetch` threw for it, and what its status means. */
export async function navigate({ page, network }: Stage, url: string): Promise<void> {
  const { errorText } = await page.session.send('Page.navigate', { url });
  const { document, failure } = network.traffic();
  if (failure !== null) throw failure;
  if (document !== null && document.status >= 400) throw refused(document);
  if (errorText === undefined) return;
  if (errorText === 'net::ERR_ABORTED' && document === null) throw givenUp(url);
  throw new HoldfastError(
    'capture-unverified',
    `there is no page at ${url} (${errorText}); the card we draw stands in for it`,
    {
      facts: { kind: 'empty', detail: errorText },
    },
  );
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
  return new HoldfastError(
    'capture-unverified',
    `the page answered ${status}; the card we draw stands in for it`,
    {
      facts: { ...facts, kind: 'status', detail: String(status) },
    },
  );
}
