import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { HoldfastError } from './errors.ts';

/** What there is to say of a setting: the command line's help and manual are made of it. */
interface Setting {
  readonly schema: z.ZodType;
  /** Its environment variable. */
  readonly env: string | null;
  readonly fallback: string | number | boolean | null | readonly string[];
  /** What it does, as an imperative or as a thing, without a stop. */
  readonly about: string;
  /** The fallback in words, where its value says little. */
  readonly usually?: string;
}

/** Every setting once: its shape, its default, its environment variable and what it does. */
const settings = {
  archive: {
    schema: z.string().min(1),
    env: 'HOLDFAST_ARCHIVE',
    fallback: '.',
    about: "the archive's home: its database is DIR/data/holdfast.db, its blobs are in DIR/snapshots/",
    usually: 'the current folder',
  },
  cache: {
    schema: z.string().min(1),
    env: 'HOLDFAST_CACHE',
    fallback: defaultCache(),
    about: 'where the unpacked browser and fonts are kept; it can be deleted at any time',
    usually: '~/.cache/holdfast',
  },
  chrome: {
    schema: z.string().min(1).nullable(),
    env: 'HOLDFAST_CHROME',
    fallback: null,
    about: 'the browser to use',
    usually: 'looked for',
  },
  contact: {
    schema: z.string().min(1).nullable(),
    env: 'HOLDFAST_CONTACT',
    fallback: null,
    about: 'who runs this, told to hosts in the user agent: an address or a URL',
    usually: 'nobody',
  },
  preservedBy: {
    schema: z.string().min(1).max(200).nullable(),
    env: 'HOLDFAST_PRESERVED_BY',
    fallback: null,
    about: 'who preserves the posts, told in every fallback: the name your readers know',
    usually: 'not told',
  },
  proof: {
    schema: z.string().min(1).nullable(),
    env: 'HOLDFAST_PROOF',
    fallback: null,
    about: 'the address of a post’s evidence, linked in its fallback, {ref} standing for its written ref',
    usually: 'not linked',
  },
  language: {
    schema: z
      .string()
      .regex(/^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/iu, 'a language is written as in "ar", "en" or "zh-Hant"')
      .nullable(),
    env: 'HOLDFAST_LANGUAGE',
    fallback: null,
    about: 'the language of your articles, for what fallbacks themselves say: ar, en, zh-Hant',
    usually: 'each article’s, else the post’s own',
  },
  concurrency: {
    schema: z.coerce.number().int().min(1).max(64),
    env: 'HOLDFAST_CONCURRENCY',
    fallback: 4,
    about: 'jobs worked on at the same time',
  },
  browsers: {
    schema: z.coerce.number().int().min(1).max(16),
    env: 'HOLDFAST_BROWSERS',
    fallback: 2,
    about: 'browsers at the same time, a page in each',
  },
  context: {
    schema: flag(),
    env: 'HOLDFAST_CONTEXT',
    fallback: false,
    about: 'take a picture of the article around each embed too',
  },
  pdf: { schema: flag(), env: 'HOLDFAST_PDF', fallback: false, about: 'keep pages on paper too, as PDF' },
  wacz: {
    schema: flag(),
    env: 'HOLDFAST_WACZ',
    fallback: true,
    about: 'keep pages as they were loaded (WACZ)',
  },
  mirrors: {
    schema: flag(),
    env: 'HOLDFAST_MIRRORS',
    fallback: false,
    about: "complete long posts from a third party's API, which learns of them",
  },
  metaToken: {
    schema: z.string().min(1).nullable(),
    env: 'HOLDFAST_META_TOKEN',
    fallback: null,
    about: "your access token for Meta's oEmbed",
    usually: 'none',
  },
  webArchives: {
    schema: flag(),
    env: 'HOLDFAST_WEB_ARCHIVES',
    fallback: true,
    about: 'ask web archives for posts and pictures that are gone',
  },
  ffmpeg: {
    schema: z.string().min(1).nullable(),
    env: 'HOLDFAST_FFMPEG',
    fallback: null,
    about: 'the ffmpeg that puts streamed videos together',
    usually: 'looked for',
  },
  noSandbox: {
    schema: flag(),
    env: 'HOLDFAST_NO_SANDBOX',
    fallback: false,
    about: 'run Chromium without its sandbox: only where you trust what you archive',
  },
  pictures: {
    schema: z.enum(['auto', 'never', 'kitty', 'iterm']),
    env: 'HOLDFAST_PICTURES',
    fallback: 'auto',
    about:
      'pictures in the terminal, by the protocol of kitty or of iTerm2; auto shows them in terminals known to take them',
  },
  logLevel: {
    schema: z.enum(['debug', 'info', 'warn', 'error']),
    env: 'HOLDFAST_LOG',
    fallback: 'info',
    about: 'how much is told on standard error',
  },
  connectTo: {
    schema: z.array(z.string()).readonly(),
    env: null,
    fallback: [] as readonly string[],
    about: "send a host's traffic elsewhere, as curl does; repeatable",
  },
  ca: {
    schema: z.string().min(1).nullable(),
    env: 'HOLDFAST_CA',
    fallback: null,
    about: 'trust this authority (PEM) for hosts given by --connect-to',
    usually: 'none',
  },
  record: {
    schema: z.string().min(1).nullable(),
    env: null,
    fallback: null,
    about: "keep all of the run's traffic as a WACZ",
    usually: 'not kept',
  },
  replay: {
    schema: z.string().min(1).nullable(),
    env: null,
    fallback: null,
    about: 'answer from a recording, with the network shut',
    usually: 'not replayed',
  },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof settings;

/** A frozen set of settings, paths absolute. */
export interface Config {
  /** The archive's home: holds `data/holdfast.db` and `snapshots/`. */
  readonly archive: string;
  /** What can be made again at any time: the unpacked browser, fonts. */
  readonly cache: string;
  /** A browser to use before any other; null to look for one. */
  readonly chrome: string | null;
  /** Who runs this, for the user agent: an address or a URL. */
  readonly contact: string | null;
  /** Who preserves the posts, by the name readers know; null where fallbacks don't tell. */
  readonly preservedBy: string | null;
  /** Address of a post's evidence, `{ref}` standing for its written ref; null: none is linked. */
  readonly proof: string | null;
  /** BCP 47: language of what fallbacks themselves say; null: that of each article, else the post's own. */
  readonly language: string | null;
  /** Jobs worked on at the same time. */
  readonly concurrency: number;
  /** Browsers at the same time, each showing one page. */
  readonly browsers: number;
  /** The article around each embed is shot too. */
  readonly context: boolean;
  /** Pages are kept on paper too. */
  readonly pdf: boolean;
  /** Pages are kept as they were loaded. */
  readonly wacz: boolean;
  /** A third party's API may be told which posts are looked at (FxTwitter), for what the platform itself cuts off. */
  readonly mirrors: boolean;
  /** The operator's own access token for Meta's oEmbed. */
  readonly metaToken: string | null;
  /** Web archives are asked for posts that the platform doesn't show any more. */
  readonly webArchives: boolean;
  /** The ffmpeg to put streams together with; null to look for one. */
  readonly ffmpeg: string | null;
  /** The operator says in words that Chromium may run without its sandbox. */
  readonly noSandbox: boolean;
  /** Whether pictures are shown in the terminal, and by which protocol. */
  readonly pictures: 'auto' | 'never' | 'kitty' | 'iterm';
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** `HOST:PORT:HOST2:PORT2`, as curl has it. */
  readonly connectTo: readonly string[];
  /** PEM file of an authority trusted, besides the system's, for hosts named by `connectTo`. */
  readonly ca: string | null;
  readonly record: string | null;
  readonly replay: string | null;
}

/** Settings given by hand, over the environment, over the defaults. A wrong one is refused by name. */
export function readConfig(
  given: Readonly<Record<string, unknown>>,
  env: NodeJS.ProcessEnv = process.env,
): Config {
  for (const name of Object.keys(given))
    if (!Object.hasOwn(settings, name)) throw new HoldfastError('config', `there is no setting "${name}"`);
  const read = Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => {
      const fromEnv = setting.env === null ? undefined : env[setting.env] || undefined;
      const value = given[name] ?? fromEnv ?? setting.fallback;
      const parsed = setting.schema.safeParse(value);
      if (parsed.success) return [name, parsed.data];
      const where = given[name] === undefined && setting.env !== null ? setting.env : name;
      throw new HoldfastError(
        'config',
        `${where}: ${parsed.error.issues[0]?.message ?? 'not a value it can take'}`,
      );
    }),
  ) as { [Name in SettingName]: z.infer<(typeof settings)[Name]['schema']> };
  return Object.freeze({ ...read, archive: resolve(read.archive), cache: resolve(read.cache) });
}

/** A setting as people are told of it. */
export interface SettingHelp {
  readonly name: SettingName;
  readonly env: string | null;
  readonly about: string;
  /** What holds where nothing is said. */
  readonly usually: string;
  /** It is yes or no: `0` or `1` in the environment. */
  readonly isFlag: boolean;
  /** All it may be, where those are few. */
  readonly choices: readonly string[];
}

/** All settings, in the order of their table. */
export function settingsHelp(): readonly SettingHelp[] {
  return Object.entries<Setting>(settings).map(([name, { env, about, usually, fallback, schema }]) => ({
    name: name as SettingName,
    env,
    about,
    usually:
      usually ?? (typeof fallback === 'boolean' ? String(Number(fallback)) : String(fallback ?? 'none')),
    isFlag: typeof fallback === 'boolean',
    choices: schema instanceof z.ZodEnum ? schema.options.map(String) : [],
  }));
}

/** The archive's database file. */
export function databasePath(config: Pick<Config, 'archive'>): string {
  return join(config.archive, 'data', 'holdfast.db');
}

/** The folder of the archive's blobs. */
export function blobsPath(config: Pick<Config, 'archive'>): string {
  return join(config.archive, 'snapshots');
}

function flag() {
  return z.union([
    z.boolean(),
    z.enum(['0', '1', 'true', 'false']).transform((word) => word === '1' || word === 'true'),
  ]);
}

function defaultCache(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'holdfast');
}
