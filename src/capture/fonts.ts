import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { decompress } from 'wawoff2';
import { sha256 } from '../model/canonical.ts';
import { fontsConf } from './fonts-conf.ts';
import { readyFolder } from './ready-folder.ts';

/** What the browser writes with: our fonts and nothing of the machine's, so that pictures are the same everywhere. */
export interface Fonts {
  /** Tells this set from any other. */
  readonly name: string;
  /** For FONTCONFIG_FILE. */
  readonly conf: string;
  readonly packages: readonly FontPackage[];
  /** Packages that aren't installed: their scripts show as boxes. */
  readonly missing: readonly string[];
}

export interface FontPackage {
  readonly name: string;
  readonly version: string;
}

/**
 * The fonts of the npm packages as TTF with a fonts.conf, made once per set of versions into `<cache>/fonts-<hash>/`:
 * fontconfig takes no WOFF2.
 */
export async function readyFonts(cache: string): Promise<Fonts> {
  const found = await Promise.all(packageNames.map(readPackage));
  const packages = found.filter((entry) => entry !== null);
  const missing = packageNames.filter((name) => !packages.some((entry) => entry.name === name));
  const versions = packages.map(({ name, version }) => `${name}@${version}`).join('\n');
  const name = `fonts-${sha256(`${layout}\n${versions}`).slice(0, 12)}`;
  const folder = join(cache, name);
  await readyFolder(folder, async (into) => {
    await mkdir(join(into, 'ttf'));
    for (const entry of packages) await convert(entry, join(into, 'ttf'));
    await writeFile(join(into, 'fonts.conf'), fontsConf(folder));
  });
  return { name, conf: join(folder, 'fonts.conf'), packages, missing };
}

/** Raised by hand whenever what is made of the same packages changes. */
const layout = 5;

const scripts =
  'arabic hebrew devanagari bengali tamil telugu gujarati gurmukhi kannada malayalam sinhala thai khmer lao myanmar ethiopic armenian georgian oriya thaana jp sc kr';
const scriptPackages = scripts.split(' ').map((script) => `@fontsource-variable/noto-sans-${script}`);

const packageNames: readonly string[] = [
  // Whole, not in slices: a letter and the marks on it must stand in one file, else marks show as boxes.
  '@expo-google-fonts/noto-sans',
  ...scriptPackages,
  '@fontsource-variable/noto-sans-symbols',
  '@fontsource/noto-sans-symbols-2',
  '@fontsource/noto-sans-math',
  // There is no sans of this script.
  '@fontsource-variable/noto-serif-tibetan',
  // Asked last: Tifinagh, N’Ko, Canadian syllabics, and signs no other has.
  '@fontsource/dejavu-sans',
  '@fontsource/noto-color-emoji',
];

/**
 * Upright slices, variable where there are such; of the emoji only the one file that holds them all, of whole fonts the
 * weights that pages use.
 */
const wanted =
  /-wght-normal\.woff2$|^(?!noto-color-emoji-\d).*-400-normal\.woff2$|_[4-8]00[A-Z][A-Za-z]+\.ttf$/;
/** What the packages of other scripts bring along: Noto Sans has it itself. */
const doubled =
  /-(?:latin|latin-ext|vietnamese|cyrillic|cyrillic-ext|greek|greek-ext|math|symbols)-wght-normal\.woff2$/;

interface LocatedPackage extends FontPackage {
  readonly folder: string;
}

async function convert(entry: LocatedPackage, into: string): Promise<void> {
  const names = (await readdir(entry.folder, { recursive: true }))
    .filter((name) => wanted.test(basename(name)))
    .filter((name) => !(scriptPackages.includes(entry.name) && doubled.test(name)));
  for (const name of names) {
    const bytes = await readFile(join(entry.folder, name));
    const ttf = name.endsWith('.woff2') ? await decompress(bytes) : bytes;
    await writeFile(join(into, basename(name).replace(/\.woff2$/, '.ttf')), ttf);
    // The conversion is one piece of work without a pause: let heartbeats through between files.
    await turn();
  }
}

async function readPackage(name: string): Promise<LocatedPackage | null> {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version?: unknown };
    return { name, version: String(version), folder: dirname(manifest) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}
