import type { Target, Vector } from './vectors.ts';

/** Ways a script of the page has. Each is the body of an async function. */
const byScript: Readonly<Record<string, (target: Target) => string>> = {
  fetch: ({ url }) => `await fetch('${url}', { mode: 'no-cors' })`,
  'fetch-cors': ({ url }) => `await fetch('${url}', { credentials: 'include' })`,
  'fetch-preflight': ({ url }) =>
    `await fetch('${url}', { method: 'PUT', headers: { 'x-a': 'b' }, body: 'x' })`,
  'fetch-keepalive': ({ url }) =>
    `await fetch('${url}', { method: 'POST', keepalive: true, mode: 'no-cors', body: 'x' })`,
  'fetch-local': ({ url }) => `await fetch('${url}', { mode: 'no-cors', targetAddressSpace: 'loopback' })`,
  'fetch-later': ({ url }) => `fetchLater('${url}', { activateAfter: 0 })`,
  xhr: ({ url }) => `const x = new XMLHttpRequest(); x.open('POST', '${url}'); x.send('x')`,
  'xhr-sync': ({ url }) => `const x = new XMLHttpRequest(); x.open('GET', '${url}', false); x.send()`,
  beacon: ({ url }) => `navigator.sendBeacon('${url}', 'x')`,
  events: ({ url }) => `new EventSource('${url}')`,
  websocket: ({ socket }) => `new WebSocket('${socket}')`,
  'websocket-stream': ({ socket }) => `new WebSocketStream('${socket}')`,
  webtransport: ({ url }) =>
    `await new WebTransport('${url}'.replace(/^http:/, 'https:').replace(/\\/\\/[^/]*@/, '//')).ready`,
  image: ({ url }) => `const i = new Image(); i.src = '${url}'; await i.decode()`,
  'font-face': ({ url }) => `await new FontFace('f', 'url(${url})').load()`,
  'dynamic-import': ({ url }) => `await import('${url}')`,
  'import-json': ({ url }) => `await import('${url}', { with: { type: 'json' } })`,
  'written-script': ({ url }) =>
    `document.body.append(Object.assign(document.createElement('script'), { src: '${url}' }))`,
  stylesheet: ({ url }) =>
    `const s = new CSSStyleSheet(); await s.replace('p { background: url(${url}) }'); document.adoptedStyleSheets.push(s)`,
  'audio-worklet': ({ url }) => `await new OfflineAudioContext(1, 1, 8000).audioWorklet.addModule('${url}')`,
  'paint-worklet': ({ url }) => `await CSS.paintWorklet.addModule('${url}')`,
  'window-open': ({ url }) => `open('${url}')`,
  'window-open-noopener': ({ url }) => `open('${url}', '_blank', 'noopener')`,
  'link-blank': ({ url }) => `link('target=_blank rel=noopener href="${url}"').click()`,
  ping: ({ url }) => `link('ping="${url}" href="#x"').click()`,
  // Of another site it is a link like any other, and would take the page itself away.
  download: ({ url }) =>
    `const { body } = frame().contentDocument; body.innerHTML = '<a download href="${url}">x</a>'; body.firstChild.click()`,
  form: ({ url }) => `post('<form method=post target=_blank action="${url}">').submit()`,
  'form-in-frame': ({ url }) =>
    `document.body.insertAdjacentHTML('beforeend', '<iframe name=sink></iframe>'); post('<form target=sink action="${url}">').submit()`,
  'frame-location': ({ url }) => `frame().contentWindow.location = '${url}'`,
  'frame-script': ({ url }) => `frame().contentWindow.eval('location.replace("${url}")')`,
  'frame-javascript': ({ url }) => `frame().src = 'javascript:location="${url}"'`,
  'frame-data': ({ url }) =>
    `frame().src = 'data:text/html,<img src="${url}"><script>fetch("${url}")</' + 'script>'`,
  'frame-blob': ({ url }) =>
    `frame().src = URL.createObjectURL(new Blob(['<img src="${url}">'], { type: 'text/html' }))`,
  'view-source': ({ url }) => `frame().src = 'view-source:${url}'; open('view-source:${url}')`,
  filesystem: ({ url }) => `frame().src = 'filesystem:${url}'`,
  'chrome-page': ({ url }) => `frame().src = 'chrome://view-http-cache/${url}'; open('chrome://net-export/')`,
  payment: ({ url }) =>
    `await new PaymentRequest([{ supportedMethods: '${url}'.replace(/^http:/, 'https:') }], { total: { label: 'x', amount: { currency: 'EUR', value: '1' } } }).canMakePayment()`,
  identity: ({ url }) =>
    `await navigator.credentials.get({ identity: { providers: [{ configURL: '${url}', clientId: 'x', nonce: 'x' }] } })`,
  passkey: ({ host }) =>
    `await navigator.credentials.get({ publicKey: { challenge: new Uint8Array(32), rpId: '${host}', timeout: 500 } })`,
  auction: ({ url }) =>
    `const owner = new URL('${url}').origin; await navigator.joinAdInterestGroup({ owner, name: 'x', lifetimeMs: 10000, biddingLogicURL: '${url}', updateURL: '${url}' }, 10); navigator.updateAdInterestGroups?.(); await navigator.runAdAuction({ seller: owner, decisionLogicURL: '${url}', interestGroupBuyers: [owner] })`,
  'shared-storage': ({ url }) => `await sharedStorage.worklet.addModule('${url}')`,
  presentation: ({ url }) => `await new PresentationRequest('${url}').getAvailability()`,
  'media-session': ({ url }) =>
    `navigator.mediaSession.metadata = new MediaMetadata({ title: 'x', artwork: [{ src: '${url}' }] })`,
  notification: ({ url }) => `new Notification('x', { icon: '${url}' })`,
  'stun-udp': ({ host }) => `await call([{ urls: 'stun:${host}:3478' }])`,
  'turn-udp': ({ host }) =>
    `await call([{ urls: 'turn:${host}:3478?transport=udp', username: 'a', credential: 'b' }])`,
  'turn-tcp': ({ host }) =>
    `await call([{ urls: ['turn:${host}:80?transport=tcp', 'turn:${host}:8000?transport=tcp'], username: 'a', credential: 'b' }])`,
  'turn-tls': ({ host }) =>
    `await call([{ urls: 'turns:${host}:443?transport=tcp', username: 'a', credential: 'b' }])`,
  'ice-candidate': ({ address }) =>
    `const [near, far] = await pair(); for (const [peer, kind, port] of [[near, 'udp', 3478], [near, 'tcp', 8000], [far, 'udp', 3478], [far, 'tcp', 8000]]) await peer.addIceCandidate({ sdpMid: '0', candidate: 'candidate:1 1 ' + kind + ' 2122260223 ${address} ' + port + ' typ host' + (kind === 'tcp' ? ' tcptype passive' : '') })`,
};

const tools = `
  const link = (attributes) => { const box = document.createElement('p'); box.innerHTML = '<a ' + attributes + '>x</a>'; document.body.append(box); return box.firstChild; };
  const post = (form) => { const box = document.createElement('p'); box.innerHTML = form; document.body.append(box); return box.firstChild; };
  const frame = () => document.body.appendChild(document.createElement('iframe'));
  const call = async (iceServers) => { const peer = new RTCPeerConnection({ iceServers, iceCandidatePoolSize: 1 }); peer.createDataChannel('x'); await peer.setLocalDescription(await peer.createOffer()); (window.peers ??= []).push(peer); };
  const pair = async () => { const near = new RTCPeerConnection(), far = new RTCPeerConnection(); (window.peers ??= []).push(near, far); near.createDataChannel('x'); await near.setLocalDescription(await near.createOffer()); await far.setRemoteDescription(near.localDescription); await far.setLocalDescription(await far.createAnswer()); await near.setRemoteDescription(far.localDescription); return [near, far]; };`;

export const scriptVectors: readonly Vector[] = Object.entries(byScript).map(([name, script]) => ({
  name: `script-${name}`,
  markup: (target) =>
    `<script>(async () => {${tools}\n${script(target)} })().catch(() => undefined)</script>`,
}));
