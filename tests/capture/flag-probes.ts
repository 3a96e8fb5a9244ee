import type { containmentFlags } from '../../src/capture/flags.ts';
import type { Hit } from './canary.ts';

export type ContainmentFlag = (typeof containmentFlags)[number];

/** What shows that a flag holds something shut. */
export interface Probe {
  /** Flags that hold the same shut from another side: dropped with it, and before that without it. */
  readonly beside: readonly ContainmentFlag[];
  /** Kinds of browser that know the flag. */
  readonly kinds: readonly ('shell' | 'chrome')[];
  /** What makes a browser do by itself what a site can't make it do here. */
  readonly extra?: readonly string[];
  /** Body of a page that tries. */
  readonly page: string;
  /** The hit at a canary that must be there without the flag, and not with it. */
  readonly leak: Leak;
  /** Milliseconds after which it would have been there. */
  readonly withinMs: number;
}

export interface Leak {
  readonly kind: 'tcp' | 'udp' | 'http';
  readonly port: number;
  /** Part of the path or name asked for. */
  readonly what?: string;
}

export function isLeak(hit: Hit, { kind, port, what }: Leak): boolean {
  return hit.kind === kind && hit.port === port && (what === undefined || (hit.what ?? '').includes(what));
}

const resolver = '--host-resolver-rules=MAP * ~NOTFOUND';
const proxy = '--proxy-server=http://127.0.0.1:9';

const stun = `<script>
  const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:3478' }, { urls: 'stun:203.0.113.7:3478' }] });
  peer.createDataChannel('x');
  peer.createOffer().then((offer) => peer.setLocalDescription(offer));
</script>`;
const pictures = `<img src="http://127.0.0.1/picture"><img src="http://203.0.113.7/picture"><script>new WebSocket('ws://127.0.0.1/socket')</script>`;
const udpToStun = { kind: 'udp', port: 3478 } as const;

/** Every flag, and what is there without it. */
export const flagProbes: Readonly<Record<ContainmentFlag, Probe>> = {
  // All goes straight to where the page wants it; with the proxy it stops at the discard port.
  [proxy]: {
    beside: [resolver],
    kinds: ['shell', 'chrome'],
    page: pictures,
    leak: { kind: 'tcp', port: 80 },
    withinMs: 600,
  },
  // Loopback is asked past the proxy.
  '--proxy-bypass-list=<-loopback>': {
    beside: [resolver],
    kinds: ['shell', 'chrome'],
    page: pictures,
    leak: { kind: 'tcp', port: 80 },
    withinMs: 600,
  },
  // Whatever listens on this machine's discard port gets it all.
  [resolver]: {
    beside: [],
    kinds: ['shell', 'chrome'],
    page: pictures,
    leak: { kind: 'tcp', port: 9 },
    withinMs: 600,
  },
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp': {
    beside: [],
    kinds: ['shell'],
    page: stun,
    leak: udpToStun,
    withinMs: 600,
  },
  '--webrtc-ip-handling-policy=disable_non_proxied_udp': {
    beside: [],
    kinds: ['chrome'],
    page: stun,
    leak: udpToStun,
    withinMs: 600,
  },
  // A site that says it speaks QUIC is sent datagrams; here the browser is told so instead.
  '--disable-quic': {
    beside: [resolver, proxy],
    kinds: ['shell', 'chrome'],
    extra: ['--origin-to-force-quic-on=localhost:443'],
    page: `<img src="https://localhost/picture">`,
    leak: { kind: 'udp', port: 443 },
    withinMs: 600,
  },
  '--no-pings': {
    beside: [resolver, proxy],
    kinds: ['chrome'],
    page: `<a ping="http://203.0.113.7/ping" href="#x">x</a><script>document.querySelector('a').click()</script>`,
    leak: { kind: 'http', port: 80, what: '/ping' },
    withinMs: 1_500,
  },
  // Asks for the place that the services of its maker are loaded from, unasked.
  '--disable-sync': {
    beside: [resolver, proxy],
    kinds: ['chrome'],
    page: '',
    leak: { kind: 'udp', port: 53, what: 'redirector.gvt1.com' },
    withinMs: 12_000,
  },
};
