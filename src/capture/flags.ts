/**
 * Security code: without these the browser reaches the network by itself. Each closes a way that request
 * interception leaves open (popups, WebSockets, workers, preconnect, WebRTC); a test drops them and must see a leak.
 */
export const containmentFlags = Object.freeze([
  // All traffic goes to a proxy that isn't there: the discard port, which nothing listens on.
  '--proxy-server=http://127.0.0.1:9',
  // Chromium sends loopback and link-local around any proxy, unless told to leave that out.
  '--proxy-bypass-list=<-loopback>',
  // No name has an address and no address is one, that of the proxy included.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  // Both are needed for WebRTC to send nothing over UDP.
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-quic',
  '--no-pings',
  '--dns-prefetch-disable',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-client-side-phishing-detection',
] as const);

/** The same picture everywhere, and nothing a browser does for a person at a screen. */
export const steadyFlags = Object.freeze([
  '--allow-pre-commit-input',
  '--block-new-web-contents',
  '--deny-permission-prompts',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-features=Translate,AcceptCHFrame,MediaRouter,OptimizationHints,ProcessPerSiteUpToMainFrameThreshold',
  '--disable-gpu',
  '--disable-hang-monitor',
  '--disable-lcd-text',
  '--disable-notifications',
  '--disable-prompt-on-repost',
  '--disable-renderer-backgrounding',
  '--disable-search-engine-choice-screen',
  '--disable-speech-api',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
  '--lang=en-US',
  '--metrics-recording-only',
  '--mute-audio',
  '--no-default-browser-check',
  '--no-first-run',
  '--password-store=basic',
  '--use-mock-keychain',
] as const);
