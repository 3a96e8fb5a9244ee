import {
  connect as connectTcp,
  isIP,
  type LookupFunction,
  type Socket,
  type TcpNetConnectOpts,
} from 'node:net';
import { checkServerIdentity, connect as connectTls, type SecureContext } from 'node:tls';
import { isSameAddress } from './address.ts';
import { bare, type ConnectTo } from './connect-to.ts';
import { netError, readFailure } from './failures.ts';
import { guardAddresses, portOf, refused } from './guard.ts';
import { type LookupAll, type ResolvedAddress, resolveAll } from './lookup.ts';

export interface ConnectorOptions {
  readonly connectTo: ConnectTo;
  /** What hosts of `connectTo` are verified against; null for the process's own roots. */
  readonly trust: (() => SecureContext) | null;
  readonly lookup: LookupAll;
  /** Milliseconds. */
  readonly dnsMs: number;
  readonly connectMs: number;
}

/** More are never tried, however many a name has; all are checked. */
const triesAtMost = 8;

/**
 * A socket for a URL's host, TLS done. One resolution, every address checked, the socket pinned to these
 * addresses, and the address it really reached checked against them. A target named by `connectTo` is taken
 * as it is, and nothing but it. Throws `dns connect tls timeout refused-address`, or the signal's reason.
 */
export async function openSocket(url: URL, options: ConnectorOptions, signal: AbortSignal): Promise<Socket> {
  const target = options.connectTo.targetOf(url.hostname, portOf(url));
  const host = target?.host ?? bare(url.hostname);
  const addresses = await addressesOf(host, options);
  const isFree = target?.named === true;
  if (!isFree)
    guardAddresses(
      url,
      addresses.map(({ address }) => address),
    );
  signal.throwIfAborted();
  const socket = await connected(url, {
    host,
    port: target?.port ?? portOf(url),
    addresses: addresses.slice(0, triesAtMost),
    trust: target === null ? null : options.trust,
    ms: options.connectMs,
    signal,
  });
  const reached = socket.remoteAddress ?? '';
  if (!addresses.some(({ address }) => isSameAddress(address, reached))) {
    socket.destroy();
    throw refused(
      url,
      reached || 'an unknown address',
      'it is not the one that was checked',
      reached || null,
    );
  }
  return socket;
}

async function addressesOf(host: string, options: ConnectorOptions): Promise<readonly ResolvedAddress[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family: family === 6 ? 6 : 4 }];
  return await resolveAll(host, options.lookup, options.dnsMs);
}

interface Dial {
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly ResolvedAddress[];
  readonly trust: (() => SecureContext) | null;
  readonly ms: number;
  readonly signal: AbortSignal;
}

function connected(url: URL, dial: Dial): Promise<Socket> {
  const isSecure = url.protocol === 'https:';
  const socket = isSecure ? dialTls(url, dial) : connectTcp(tcpOptions(dial));
  socket.setNoDelay(true).setKeepAlive(true, 60_000);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () =>
        socket.destroy(
          netError('timeout', url, `${url.host} did not take the connection in time; try again later`, {
            facts: { code: 'ETIMEDOUT' },
          }),
        ),
      dial.ms,
    );
    const giveUp = () => socket.destroy(dial.signal.reason instanceof Error ? dial.signal.reason : undefined);
    dial.signal.addEventListener('abort', giveUp, { once: true });
    const settle = () => {
      clearTimeout(timer);
      dial.signal.removeEventListener('abort', giveUp);
    };
    const fail = (error: unknown) => {
      settle();
      reject(readFailure(error, url, 'connecting'));
    };
    socket.once('error', fail);
    socket.once('close', () => fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      settle();
      resolve(socket);
    });
  });
}

function dialTls(url: URL, dial: Dial): Socket {
  const name = bare(url.hostname).replace(/\.$/u, '');
  return connectTls({
    ...tcpOptions(dial),
    // The name of the URL, wherever the socket leads; an address has no server name (RFC 6066 §3).
    servername: isIP(name) === 0 ? name : '',
    checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate),
    ALPNProtocols: ['http/1.1'],
    // Said aloud so that no variable of the environment can turn it off.
    rejectUnauthorized: true,
    ...(dial.trust === null ? {} : { secureContext: dial.trust() }),
  });
}

function tcpOptions(dial: Dial): TcpNetConnectOpts {
  const pinned: LookupFunction = (_host, { all }, callback) => {
    const [first] = dial.addresses;
    // Later, as a resolver would: a connection the kernel refuses at once must not fail before TLS is set up.
    setImmediate(() => {
      if (all === true) callback(null, [...dial.addresses]);
      else callback(null, first?.address ?? '', first?.family);
    });
  };
  return {
    host: dial.host,
    port: dial.port,
    lookup: pinned,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: 500,
  };
}
