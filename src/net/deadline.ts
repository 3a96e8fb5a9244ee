import { netError } from './failures.ts';

export interface Limit {
  readonly url: URL;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | null;
}

/** The whole time of a request and the caller's signal, as one. */
export interface Deadline {
  /** Called once, with the error to stop with. */
  onStop(callback: (reason: Error) => void): void;
  /** What stopped it; null while it runs. */
  reason(): Error | null;
  clear(): void;
}

export function openDeadline(limit: Limit): Deadline {
  let stopped: Error | null = null;
  let onStop: (reason: Error) => void = () => {};
  const stop = (reason: Error) => {
    stopped ??= reason;
    onStop(stopped);
  };
  const { signal, url, timeoutMs } = limit;
  const timer = setTimeout(
    () =>
      stop(
        netError('timeout', url, `${url.host} did not finish in ${timeoutMs} ms; try again later`, {
          facts: { timeoutMs },
        }),
      ),
    timeoutMs,
  );
  const onAbort = () => {
    const reason: unknown = signal?.reason;
    stop(reason instanceof Error ? reason : new DOMException(String(reason), 'AbortError'));
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  return {
    onStop: (callback: (reason: Error) => void) => {
      onStop = callback;
    },
    reason: () => stopped,
    clear: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    },
  };
}
