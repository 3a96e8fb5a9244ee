/**
 * Security code: without these the browser reaches the network by itself. Each closes a way that request
 * interception leaves open (popups, WebSockets, workers, preconnect, WebRTC, what a browser does on its own account);
 * a test drops each in turn, and what it keeps shut, too, by another's side, and must see a leak.
 */
export const containmentFlags = Object.freeze([
  // All traffic goes to a proxy that isn't there: the discard port, which hardly anything listens on.
  '--proxy-server=http://127.0.0.1:9',
  // Chromium sends loopback and link-local around any proxy, unless told to leave that out.
  '--proxy-bypass-list=<-loopback>',
  // No name has an address and no address is one, that of the proxy included: should something listen there after all.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  // WebRTC sends nothing over UDP. A whole Chrome knows the first of the two, the headless shell the other.
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-quic',
  '--no-pings',
  // A whole Chrome looks for the services of its maker otherwise.
  '--disable-sync',
] as const);

/** The same picture everywhere, and nothing a browser does for a person at a screen. */
export const steadyFlags = Object.freeze([
  '--allow-pre-commit-input',
  // Pictures that move show their first frame, in backgrounds too.
  '--blink-settings=imageAnimationPolicy=2',
  '--block-new-web-contents',
  '--deny-permission-prompts',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-breakpad',
  '--disable-component-update',
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

export interface LaunchChoices {
  readonly kind: 'shell' | 'chrome';
  /** Folder of its own. */
  readonly profile: string;
  /** Whether somebody said in words that there is to be no sandbox. */
  readonly noSandbox: boolean;
  /** The user it runs as; undefined where there are none. Chromium has no sandbox for root. */
  readonly uid: number | undefined;
  /** For the test that drops one of them. */
  readonly containment?: readonly string[] | undefined;
}

/** The whole command line: what a library adds or drops by itself is not relied on. Spoken to through a pipe alone. */
export function browserArguments(choices: LaunchChoices): string[] {
  return [
    '--remote-debugging-pipe',
    `--user-data-dir=${choices.profile}`,
    choices.kind === 'shell' ? '--headless' : '--headless=new',
    ...(choices.containment ?? containmentFlags),
    ...steadyFlags,
    ...(choices.noSandbox || choices.uid === 0 ? ['--no-sandbox'] : []),
    'about:blank',
  ];
}
