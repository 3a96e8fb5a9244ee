import { article } from './world.ts';

/**
 * A page that asks for everything a browser may be asked for, itself and in a frame of another site that it lets have
 * all of it; it writes what both got into its post, and only then shows the post. Nobody clicks in it.
 */
export function powersPage(frame: string): string {
  return `<!doctype html><title>powers</title><body>
  <iframe allow="camera *; microphone *; geolocation *; clipboard-read *; clipboard-write *; fullscreen *; midi *; screen-wake-lock *" src="${frame}"></iframe>
  <script type="module">
    const framed = new Promise((done) => addEventListener('message', ({ data }) => done(data)));
    const got = { page: await (${String(askForPowers)})(), frame: await framed };
    document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(article({ more: '<pre id="got"></pre>' }))});
    document.getElementById('got').textContent = JSON.stringify(got);
  </script>`;
}

/** What that frame shows. */
export function framedPowersPage(): string {
  return `<!doctype html><body><script type="module">
    parent.postMessage(await (${String(askForPowers)})(), '*');
  </script>`;
}

/** Reads what that page wrote out of the markup that was kept of its post: name of the power → what came of it. */
export function gotPowers(source: string | null): { readonly page: Powers; readonly frame: Powers } {
  const written = /<pre id="got">(.*?)<\/pre>/s.exec(source ?? '')?.[1];
  if (written === undefined) throw new Error('the page did not tell what it got');
  return JSON.parse(written.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
}

export type Powers = Readonly<Record<string, string>>;

/** Runs in the page. What is asked for by name gives `refused`, or what came. */
async function askForPowers(): Promise<Record<string, string>> {
  const late = () => new Promise<string>((done) => setTimeout(() => done('refused'), 1_000));
  const ask = (request: () => unknown) =>
    Promise.race([
      (async () => {
        const answer = await request();
        if (answer === undefined || answer === null) return 'nothing';
        return typeof answer === 'string' ? answer : Object.prototype.toString.call(answer);
      })().catch(() => 'refused'),
      late(),
    ]);
  const any = (object: unknown) => object as Record<string, (...values: unknown[]) => unknown>;
  const device = (name: string, method: string) =>
    any((navigator as unknown as Record<string, unknown>)[name])[method]?.({
      filters: [{ vendorId: 1 }],
      acceptAllDevices: true,
    });
  const input = document.createElement('input');
  input.type = 'file';
  document.body.append(input);
  const permissions = [
    'accelerometer',
    'background-fetch',
    'background-sync',
    'camera',
    'clipboard-read',
    'clipboard-write',
    'geolocation',
    'gyroscope',
    'idle-detection',
    'local-fonts',
    'local-network-access',
    'magnetometer',
    'microphone',
    'midi',
    'notifications',
    'payment-handler',
    'periodic-background-sync',
    'persistent-storage',
    'screen-wake-lock',
    'storage-access',
    'window-management',
  ];
  const states: Record<string, string> = {};
  for (const name of permissions) {
    const query = { name } as unknown as PermissionDescriptor;
    const state = await navigator.permissions.query(query).then(
      (status) => status.state,
      () => 'unknown here',
    );
    states[`permission ${name}`] = state;
  }
  const powers: Record<string, () => unknown> = {
    position: () => new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, fail)),
    camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
    microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
    screen: () => navigator.mediaDevices.getDisplayMedia(),
    notification: async () => ((await Notification.requestPermission()) === 'granted' ? 'granted' : null),
    'clipboard read': () => navigator.clipboard.readText(),
    'clipboard write': () => navigator.clipboard.writeText('from the page'),
    midi: () => navigator.requestMIDIAccess(),
    usb: () => device('usb', 'requestDevice'),
    bluetooth: () => device('bluetooth', 'requestDevice'),
    serial: () => device('serial', 'requestPort'),
    hid: () => device('hid', 'requestDevice'),
    fonts: async () => {
      const fonts = (await any(globalThis)['queryLocalFonts']?.()) as readonly unknown[] | undefined;
      return fonts === undefined || fonts.length === 0 ? null : fonts;
    },
    'file chooser': () =>
      new Promise((done) => {
        input.addEventListener('change', () => done('a file'));
        input.click();
      }),
    'file picker': () => any(globalThis)['showOpenFilePicker']?.(),
    'save picker': () => any(globalThis)['showSaveFilePicker']?.(),
    'folder picker': () => any(globalThis)['showDirectoryPicker']?.(),
    fullscreen: async () => {
      await document.documentElement.requestFullscreen();
      return document.fullscreenElement?.tagName;
    },
    'pointer lock': async () => {
      await document.body.requestPointerLock();
      return document.pointerLockElement?.tagName;
    },
    'keyboard lock': () => any((navigator as unknown as Record<string, unknown>)['keyboard'])['lock']?.(),
    'wake lock': async () => (await navigator.wakeLock.request('screen')).type,
    persistence: async () => ((await navigator.storage.persist()) ? 'granted' : null),
    payment: () =>
      new PaymentRequest([{ supportedMethods: 'https://social.test/pay' }], {
        total: { label: 'x', amount: { currency: 'EUR', value: '1' } },
      }).show(),
    credential: () => navigator.credentials.get({ password: true } as CredentialRequestOptions),
    share: () => navigator.share({ text: 'x' }),
    popup: () => window.open('https://social.test/popup'),
    'blank popup': () => window.open('about:blank'),
    confirm: () => (confirm('?') ? 'yes' : null),
    prompt: () => prompt('?', 'default'),
  };
  const answers: Record<string, string> = {};
  await Promise.all(
    Object.entries(powers).map(async ([name, request]) => {
      answers[name] = await ask(request);
    }),
  );
  return { ...states, ...answers };
}
