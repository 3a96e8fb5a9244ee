import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { readConfig } from '../../../src/config.ts';
import { HoldfastError, messageOf } from '../../../src/errors.ts';
import { exportForms, type Holdfast, openHoldfast, renderForms } from '../../../src/holdfast.ts';
import { silentLog } from '../../../src/log.ts';
import type { Store } from '../../../src/store/contract.ts';
import { readRecords } from '../../../src/warc/read-file.ts';
import { keepArchive } from '../../exports/archive.ts';
import { canaryPost, captured, snapshotOf, wireOf } from '../../store/canaries.ts';
import * as samples from '../../store/samples.ts';
import type { Figure } from '../figure.ts';
import { inFolder } from '../folders.ts';
import { openPlace, randomFrom } from '../processes.ts';

const post = 'x:22';

/** Blobs are damaged, one at a time: nothing hands out what is no longer what was kept, and `verify` names each. */
export const figure: Figure = {
  id: 'R20 damaged blobs',
  aim: '0 served by get, show, render, page, picture or export; all named by verify; no crash',
  run: ({ full, seed }) =>
    inFolder(async (folder) => {
      const random = randomFrom(seed);
      const blobs = await makeArchive(folder);
      const surroundings = { log: silentLog, stdin: () => Promise.resolve(new Uint8Array()) };
      const holdfast = await openHoldfast(readConfig({ archive: folder }, {}), surroundings);
      const store = await openPlace({ folder, acks: '' });
      const soundly = await handedOut(holdfast, folder, exportForms);
      const seen = await Promise.all(blobs.map((path) => isSeen(path, soundly.outputs)));
      const damages = full ? 200 : 50;
      const served: string[] = [];
      const unnamed: string[] = [];
      const crashes = new Set(soundly.crashes);
      for (let turn = 0; turn < damages; turn += 1) {
        const path = blobs[Math.floor(random() * blobs.length)] ?? '';
        const how = kinds[turn % kinds.length] ?? 'flipped';
        const hash = basename(path, '.zst');
        const whole = await readFile(path);
        const damaged = await damage(path, whole, how, random);
        const told = `${how}: ${path.slice(folder.length + 1)}`;
        const form = exportForms[turn % exportForms.length] ?? 'json';
        const handed = await handedOut(holdfast, folder, [form]);
        if (await isHad(store, hash)) served.push(`get, ${told}`);
        for (const { where, bytes } of handed.outputs)
          if (holds(bytes, damaged, path.endsWith('.zst') ? zstdDecompressSync(whole) : whole))
            served.push(`${where}, ${told}`);
        for (const text of handed.crashes) crashes.add(`${text}, ${told}`);
        const named: string[] = [];
        for await (const found of holdfast.verify()) named.push(found.what);
        if (!named.some((what) => what.includes(hash))) unnamed.push(told);
        await rm(path, { recursive: true, force: true });
        await writeFile(path, whole);
      }
      await store.close();
      await holdfast.close();
      return {
        value: `${served.length} served, ${damages - unnamed.length} of ${damages} named by verify`,
        ok: served.length + unnamed.length + crashes.size === 0 && seen.every(Boolean),
        detail: [
          ...served.map((text) => `FAILED served by ${text}`),
          ...unnamed.map((text) => `FAILED not named: ${text}`),
          ...[...crashes].map((text) => `FAILED crashed: ${text}`),
          `${seen.filter(Boolean).length} of ${blobs.length} blobs seen in ${soundly.outputs.length} outputs of a whole archive; damaged as ${kinds.join(', ')}`,
        ],
      };
    }),
};

const kinds = ['flipped', 'cut short', 'emptied', 'missing', 'of other bytes', 'a folder'] as const;

/** Gives the paths of all blobs that are long enough to be known again. */
async function makeArchive(folder: string): Promise<string[]> {
  const { store } = await keepArchive(folder);
  await store.recordPost({ platform: 'x', id: '22', url: 'https://x.com/i/status/22' }, [
    { kind: 'archive', name: post },
  ]);
  const lease = await samples.leaseOne(store, 1e6, { names: [post] });
  const wire = await store.blobs.put(wireOf('Words of a heron'));
  const learned = {
    ...samples.nothing,
    observations: [samples.observationOf('live', 1, { source: 'x-syndication', wire })],
    snapshot: snapshotOf({ ...(await canaryPost(store)), ref: null }),
    captures: [await captured(store)],
  };
  await store.settle(lease, learned, samples.done);
  const paths: string[] = [];
  for await (const hash of store.blobs.list()) {
    const plain = store.blobs.pathOf(hash);
    const path = existsSync(plain) ? plain : `${plain}.zst`;
    if ((await readFile(path)).length >= 64) paths.push(path);
  }
  await store.close();
  return paths;
}

/** Damages a blob; gives what it says now, null where nothing. */
async function damage(path: string, whole: Buffer, how: (typeof kinds)[number], random: () => number) {
  const now = damagedBytes(whole, how, random);
  await rm(path);
  if (how === 'a folder') await mkdir(path);
  else if (now !== null) await writeFile(path, now);
  if (now === null || !path.endsWith('.zst')) return now;
  try {
    return zstdDecompressSync(now);
  } catch {
    return null;
  }
}

function damagedBytes(whole: Buffer, how: (typeof kinds)[number], random: () => number): Buffer | null {
  const at = Math.floor(random() * whole.length);
  if (how === 'flipped')
    return Buffer.from(whole.map((byte, index) => (index === at ? byte ^ (1 << (at % 8)) : byte)));
  if (how === 'cut short') return whole.subarray(0, Math.max(at, 48));
  if (how === 'of other bytes') return Buffer.from(whole.map(() => Math.floor(random() * 256)));
  return how === 'emptied' ? Buffer.alloc(0) : null;
}

interface Output {
  readonly where: string;
  readonly bytes: Buffer;
}

/** Everything Holdfast hands out of the post. Errors that say so hand out nothing. */
async function handedOut(holdfast: Holdfast, folder: string, forms: readonly (typeof exportForms)[number][]) {
  const outputs: Output[] = [];
  const crashes: string[] = [];
  const attempt = async (where: string, work: () => Promise<unknown>) => {
    try {
      const given = await work();
      if (given instanceof Uint8Array) outputs.push({ where, bytes: Buffer.from(given) });
      else if (typeof given === 'string') outputs.push({ where, bytes: Buffer.from(given) });
      else if (given !== undefined) outputs.push({ where, bytes: Buffer.from(JSON.stringify(given)) });
    } catch (error) {
      if (!(error instanceof HoldfastError)) crashes.push(`${where}: ${messageOf(error)}`);
    }
  };
  await attempt('show', () => holdfast.show(post));
  await attempt('page', async () => (await holdfast.page(post)).html);
  for (const form of renderForms) await attempt(`render ${form}`, () => holdfast.render(post, form));
  for (const form of forms)
    await attempt(`export ${form}`, async () => {
      const out = join(folder, 'out');
      await rm(out, { recursive: true, force: true });
      await holdfast.export(form, { out, refs: [] });
      outputs.push(...(await filesOf(out)));
    });
  await attempt('export fallbacks', async () => {
    const out = join(folder, 'fallbacks');
    await rm(out, { recursive: true, force: true });
    await holdfast.exportFallbacks({ out, wanted: null });
    outputs.push(...(await filesOf(out)));
  });
  return { outputs, crashes };
}

async function filesOf(out: string): Promise<Output[]> {
  const files = await readdir(out, { recursive: true, withFileTypes: true }).catch(() => null);
  const paths = files?.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name)) ?? [
    out,
  ];
  const outputs: Output[] = [];
  for (const path of paths) {
    const bytes = await readFile(path);
    outputs.push({ where: basename(path), bytes });
    const named = /[0-9a-f]{64}/u.exec(basename(path))?.[0];
    if (named !== undefined && createHash('sha256').update(bytes).digest('hex') !== named)
      outputs.push({ where: `${basename(path)}, which is not as its name says`, bytes });
    if (!bytes.subarray(0, 2).equals(Buffer.from('PK'))) continue;
    for await (const { url, body } of readRecords(path))
      outputs.push({ where: `${basename(path)} ${url}`, bytes: Buffer.from(body) });
  }
  return outputs;
}

async function isHad(store: Store, hash: string): Promise<boolean> {
  try {
    await store.blobs.get(hash);
    return true;
  } catch (error) {
    if (error instanceof HoldfastError) return false;
    throw error;
  }
}

/** Without that, nothing would follow from a damaged blob not being seen. */
async function isSeen(path: string, outputs: readonly Output[]): Promise<boolean> {
  const bytes = await readFile(path);
  const whole = path.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes;
  return outputs.some((output) =>
    holds(output.bytes, whole, Buffer.from('there is nothing of this in any output')),
  );
}

/** As it is or as a page writes it; what is cut short stands in the whole, too. */
function holds(output: Buffer, damaged: Buffer | null, whole: Buffer): boolean {
  if (damaged === null || damaged.length < 48) return false;
  return [damaged, Buffer.from(damaged.toString('base64').slice(0, -4))].some(
    (form, index) =>
      output.includes(form) && !output.includes(index === 0 ? whole : whole.toString('base64').slice(0, -4)),
  );
}
