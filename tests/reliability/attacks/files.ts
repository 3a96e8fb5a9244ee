import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isHoldfastError } from '../../../src/errors.ts';
import { article, embed, expected, fetchFrom } from '../../capture/world.ts';
import { type ArchiveAttack, tellIn, toldBy } from './attack.ts';

/** Runs in the page: which ways of having a file gave anything of it. */
async function read(folder: string): Promise<string[]> {
  const got: string[] = [];
  const note = (way: string, isThere: boolean) => isThere && got.push(way);
  const add = <Name extends keyof HTMLElementTagNameMap>(name: Name, attributes: Record<string, string>) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    document.body.append(element);
    return element;
  };
  const picture = add('img', { src: `${folder}/secret.svg` });
  const drawn = add('div', { style: `background: url(${folder}/secret.svg)` });
  drawn.innerHTML = `<svg><image href="${folder}/secret.svg" /><use href="${folder}/secret.svg#a" /></svg>`;
  add('script', { src: `${folder}/secret.js` });
  add('link', { rel: 'stylesheet', href: `${folder}/secret.css` });
  const frames = ['', 'view-source:', 'filesystem:'].map((scheme) =>
    add('iframe', { src: `${scheme}${folder}/secret.html` }),
  );
  const object = add('object', { data: `${folder}/secret.html` });
  const embedded = add('iframe', {
    srcdoc: `<meta http-equiv=refresh content="0; url=${folder}/secret.html">`,
  });
  const worker = (() => {
    try {
      return new Worker(`${folder}/secret.js`);
    } catch {
      // Refused at once.
      return null;
    }
  })();
  worker?.addEventListener('message', () => note('worker', true));
  for (const url of [`${folder}/secret.html`, '/to-file', '/to-file-by-refresh'])
    await fetch(url)
      .then((answer) => answer.text())
      .then((text) => note(`fetch ${url}`, text.includes('secret')))
      .catch(() => undefined);
  const request = new XMLHttpRequest();
  request.addEventListener('load', () => note('request', request.responseText.includes('secret')));
  request.open('GET', `${folder}/secret.html`);
  request.send();
  frames.push(add('iframe', { src: '/to-file' }), add('iframe', { src: '/to-file-by-refresh' }));
  await import(`${folder}/secret.js`).then(() => note('import', true)).catch(() => undefined);
  await new Promise((done) => setTimeout(done, 700));
  note('picture', picture.naturalWidth > 0);
  note('script', 'secret' in globalThis);
  note('style', getComputedStyle(document.body).getPropertyValue('--secret') !== '');
  for (const frame of [...frames, object, embedded])
    note('frame', (frame.contentDocument?.body?.textContent ?? '').includes('secret'));
  return got;
}

export const files: ArchiveAttack = {
  name: 'read files of the archive’s machine',
  run: async ({ room }) => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-secret-'));
    writeFileSync(
      join(folder, 'secret.svg'),
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" id="a"/>',
    );
    writeFileSync(join(folder, 'secret.js'), 'globalThis.secret = true; globalThis.postMessage?.("secret")');
    writeFileSync(join(folder, 'secret.css'), 'body { --secret: 1 }');
    writeFileSync(join(folder, 'secret.html'), `<p>secret</p>${article({})}`);
    const url = pathToFileURL(folder).href;
    const post = article({ more: '<pre id="told"></pre>' });
    const capturer = room.open({
      fetch: fetchFrom({
        'http://social.test/files': `<!doctype html><body><script>${tellIn(post, `(${String(read)})('${url}')`)}</script>`,
        'http://social.test/to-file': { status: 302, headers: { location: `${url}/secret.html` } },
        'http://social.test/to-file-by-refresh': { headers: { refresh: `0; url=${url}/secret.html` } },
      }),
      deadlines: { quiet: 5_000 },
    });
    try {
      const request = { page: embed, expect: expected, theme: 'light' } as const;
      const got = toldBy(
        (await capturer.page({ ...request, url: 'http://social.test/files' })).source,
      ) as string[];
      if (got.length > 0) throw new Error(`had a file by ${got.join(', ')}`);
      // Nor when a post's own address leads to one.
      for (const address of [
        `${url}/secret.html`,
        'http://social.test/to-file',
        'http://social.test/to-file-by-refresh',
      ]) {
        const error = await capturer.page({ ...request, url: address }).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        if (!isHoldfastError(error)) throw new Error(`${address} was shot: ${String(error)}`);
      }
    } finally {
      await capturer.close();
      rmSync(folder, { recursive: true, force: true });
    }
    return 'none of 16 ways, nor as a post of its own';
  },
};
