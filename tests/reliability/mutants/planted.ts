import type { Planted } from './checkout.ts';
import { noFileSync, notFull } from './planted-in-store.ts';

/** A bug, and what has to turn red by it: a power cut, a step of the kills that is never come by, or a test of the suite. */
export interface Mutant extends Planted {
  readonly red: 'power' | 'steps' | { readonly tests: string; readonly named: string };
}

export const mutants: readonly Mutant[] = [
  { ...notFull, red: 'power' },
  { ...noFileSync, red: 'power' },
  {
    name: 'a name that is not synced',
    file: 'src/store/blobs.ts',
    sound: '    await syncFolder(shelf);\n',
    wrong: '',
    red: 'steps',
  },
  {
    name: 'rows before their blobs',
    file: 'src/store/blobs.ts',
    sound: 'await guarded(pathOf(hash), async () => await keep(hash, bytes));',
    wrong: 'void guarded(pathOf(hash), async () => await keep(hash, bytes));',
    red: { tests: 'tests/store/blobs.test.ts', named: 'gives back the bytes it was given' },
  },
  {
    name: 'acknowledged before it is committed',
    file: 'src/store/sqlite-writes.ts',
    sound: 'waiting.push({ work, resolve, reject });',
    wrong: 'waiting.push({ work, resolve, reject });\n        resolve(undefined as never);',
    red: { tests: 'tests/store/sqlite-writes.test.ts', named: '' },
  },
  {
    name: 'a lease that fences nothing',
    file: 'src/store/sqlite-settle.ts',
    sound: "WHERE id = @id AND state = 'leased' AND token = @token",
    wrong: "WHERE id = @id AND state = 'leased' AND @token IS NOT NULL",
    red: { tests: 'tests/store/sqlite.test.ts', named: 'refuses a late worker' },
  },
  {
    name: 'a post that is queued as often as it is given',
    file: 'src/store/sqlite-jobs.ts',
    sound: 'ON CONFLICT (post, kind, died) DO UPDATE SET',
    wrong: 'ON CONFLICT (id) DO UPDATE SET',
    red: { tests: 'tests/store/sqlite.test.ts', named: '' },
  },
  {
    name: 'deaths that are not counted',
    file: 'src/store/sqlite-leases.ts',
    sound: "SET state = 'queued', deaths = deaths + 1, again = 0",
    wrong: "SET state = 'queued', again = 0",
    red: { tests: 'tests/store/sqlite.test.ts', named: '' },
  },
  {
    name: 'workers elsewhere taken for dead',
    file: 'src/store/process-mark.ts',
    sound: "if (space !== ownSpace) return 'unknown';",
    wrong: "if (space !== ownSpace) return 'gone';",
    red: { tests: 'tests/store/process-mark.test.ts', named: '' },
  },
  {
    name: 'pages that are waited for without end',
    file: 'src/capture/deadline.ts',
    sound: 'return await Promise.race([work, promise]);',
    wrong: 'return await work;',
    red: { tests: 'tests/capture/hostile-page.test.ts', named: 'gives its place back in time: loop' },
  },
  {
    name: 'a browser that goes to this machine past the proxy',
    file: 'src/capture/flags.ts',
    sound: "  '--proxy-bypass-list=<-loopback>',\n",
    wrong: '',
    red: { tests: 'tests/capture/containment.test.ts', named: 'has a frozen list of flags' },
  },
  {
    name: 'a browser that speaks WebRTC',
    file: 'src/capture/flags.ts',
    sound: "  '--webrtc-ip-handling-policy=disable_non_proxied_udp',\n",
    wrong: '',
    red: { tests: 'tests/capture/containment.test.ts', named: 'has a frozen list of flags' },
  },
  {
    name: 'addresses that are not looked at once names are resolved',
    file: 'src/net/connector.ts',
    sound: 'const isFree = target?.named === true;',
    wrong: 'const isFree = true;',
    red: { tests: 'tests/net/rebinding.test.ts', named: '' },
  },
  {
    name: 'keys that go along to another host',
    file: 'src/net/redirect.ts',
    sound: 'from.origin === to.origin ? request : forStrangers(request)',
    wrong: 'from.origin === to.origin ? request : request',
    red: { tests: 'tests/net/redirect.test.ts', named: 'take what a host is asked with along' },
  },
  {
    name: 'hosts that are not left alone when they ask for it',
    file: 'src/net/retry-after.ts',
    sound: 'if (status !== 429 && status !== 503) return null;',
    wrong: 'if (status !== 429 && status > 0) return null;\n  if (headers.length > 0) return null;',
    red: { tests: 'tests/net/retry-after.test.ts', named: '' },
  },
  {
    name: 'bodies without a limit',
    file: 'src/net/body.ts',
    sound: 'if (total > maxBytes) throw tooLarge(url, maxBytes);',
    wrong: '',
    red: { tests: 'tests/net/body.test.ts', named: 'holds for plain bodies' },
  },
  {
    name: 'names that make markup',
    file: 'src/html/escape.ts',
    sound: `const special = /[&<>`,
    wrong: `const special = /[&>`,
    red: { tests: 'tests/render/hostile.test.ts', named: 'makes no markup of its own' },
  },
  {
    name: 'blobs that are served unchecked',
    file: 'src/store/blobs.ts',
    sound: 'if (bytes !== null && sha256(bytes) === hash) return bytes;',
    wrong: 'if (bytes !== null) return bytes;',
    red: { tests: 'tests/store/blobs.test.ts', named: 'serves no bytes that differ' },
  },
  {
    name: 'missing blobs that nobody misses',
    file: 'src/verify.ts',
    sound: 'if (!told.has(hash) && !(await store.blobs.has(hash))) {',
    wrong: 'if (told.has(hash)) {',
    red: { tests: 'tests/store/verify.test.ts', named: '' },
  },
  {
    name: 'words that stay in the index',
    file: 'src/store/sqlite-redaction-rows.ts',
    sound: '  forget(connection, standing.id);\n  reindex(connection, standing.id);\n',
    wrong: '',
    red: { tests: 'tests/store/redactions.test.ts', named: 'leaves no byte of it but in the article' },
  },
];
