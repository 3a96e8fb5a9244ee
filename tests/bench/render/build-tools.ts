import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildPage, type EmbeddedPost, fileOf, htmlOf, markdownOf } from './build-pages.ts';

/** One tool's site of many pages, with the plugin and without; where tests/sites has a site of it, by its configuration. */
export interface BuildTool {
  readonly tool: string;
  /** Folder of its content, below the site's; what tests/sites has there is not built. */
  readonly content: string;
  /** What is measured, where that is not all that the tool's users may do. */
  readonly note?: string;
  /** Builds of each, at most. */
  readonly rounds: number;
  /** Writes pages and, `without`, what stands in the place of the site's own configuration. */
  readonly write: (folder: string, pages: readonly BuildPage[], plugin: boolean) => void;
  readonly command: readonly [string, ...string[]];
  readonly env?: NodeJS.ProcessEnv;
  /** What a build leaves behind: it is taken away before the next one. */
  readonly made: readonly string[];
  /** Where a page is built to. */
  readonly page: (slug: string) => string;
}

const eleventy: BuildTool = {
  tool: 'eleventy',
  content: 'posts',
  rounds: 5,
  write: (folder, pages, plugin) => {
    writeEach(folder, pages, (page) => [`posts/${page.slug}.md`, fileOf(page)]);
    put(folder, 'posts/posts.json', '{ "layout": "page.liquid" }');
    if (!plugin) put(folder, 'eleventy.config.js', 'export default function () {}\n');
  },
  command: ['eleventy', '--quiet'],
  made: ['_site'],
  page: (slug) => `_site/posts/${slug}/index.html`,
};

const astro: BuildTool = {
  tool: 'astro',
  content: 'src/pages/posts',
  rounds: 3,
  write: (folder, pages, plugin) => {
    const layout = '---\nlayout: ../../layouts/page.astro\n';
    writeEach(folder, pages, (page) => [
      `src/pages/posts/${page.slug}.md`,
      fileOf(page).replace('---\n', layout),
    ]);
    if (!plugin) put(folder, 'astro.config.mjs', 'export default {};\n');
  },
  command: ['astro', 'build'],
  env: { ASTRO_TELEMETRY_DISABLED: '1' },
  made: ['dist', '.astro', 'node_modules/.astro', 'node_modules/.vite'],
  page: (slug) => `dist/posts/${slug}/index.html`,
};

const vite: BuildTool = {
  tool: 'vite',
  content: 'posts',
  rounds: 5,
  write: (folder, pages, plugin) => {
    writeEach(folder, pages, (page) => [`posts/${page.slug}.html`, htmlOf(page)]);
    const plugins = plugin ? "[holdfast({ fallbacks: 'fallbacks', when: 'always' })]" : '[]';
    put(
      folder,
      'vite.config.js',
      `import { readdirSync } from 'node:fs';\n${plugin ? "import holdfast from 'holdfast/vite';\n" : ''}` +
        `const input = readdirSync('posts').map((name) => 'posts/' + name);\n` +
        `export default { plugins: ${plugins}, build: { rolldownOptions: { input } } };\n`,
    );
  },
  command: ['vite', 'build', '--logLevel', 'warn'],
  made: ['dist', 'node_modules/.vite'],
  page: (slug) => `dist/posts/${slug}.html`,
};

const next: BuildTool = {
  tool: 'next',
  content: 'app/posts',
  note: 'MDX by holdfast/rehype',
  rounds: 2,
  write: (folder, pages, plugin) => {
    writeEach(folder, pages, (page) => [
      `posts/${page.slug}.mdx`,
      `# ${page.title}\n\n${markdownOf(page)}\n`,
    ]);
    put(folder, 'app/posts/[slug]/page.jsx', nextPage);
    if (plugin) return;
    put(folder, 'next.config.mjs', nextConfig);
    put(folder, 'app/layout.jsx', nextLayout);
  },
  command: ['next', 'build'],
  env: { NEXT_TELEMETRY_DISABLED: '1' },
  made: ['out', '.next'],
  page: (slug) => `out/posts/${slug}/index.html`,
};

const nextPage = `import { readdirSync } from 'node:fs';

export const dynamicParams = false;

export function generateStaticParams() {
  return readdirSync('posts').map((name) => ({ slug: name.slice(0, -4) }));
}

export default async function Page({ params }) {
  const { slug } = await params;
  const { default: Post } = await import('../../../posts/' + slug + '.mdx');
  return <Post />;
}
`;

const nextConfig = `import createMDX from '@next/mdx';

export default createMDX()({
  output: 'export',
  trailingSlash: true,
  pageExtensions: ['js', 'jsx', 'mdx'],
  generateBuildId: () => 'harbour',
});
`;

const nextLayout = `export const metadata = { title: 'A harbour' };

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}
`;

const hugo: BuildTool = {
  tool: 'hugo',
  content: 'content/posts',
  note: 'by shortcodes',
  rounds: 7,
  write: (folder, pages, plugin) => {
    const show = ({ url }: EmbeddedPost) => `{{< holdfast "${url}" >}}`;
    writeEach(folder, pages, (page) => [
      `content/posts/${page.slug}.md`,
      fileOf(page, plugin ? show : undefined),
    ]);
    if (plugin) {
      cpSync(join(folder, 'fallbacks'), join(folder, 'static/holdfast'), { recursive: true });
      mkdirSync(join(folder, 'data'));
      cpSync(join(folder, 'fallbacks/fallbacks.json'), join(folder, 'data/fallbacks.json'));
      return;
    }
    put(folder, 'hugo.toml', hugoConfig);
    put(folder, 'layouts/_default/single.html', hugoPage);
  },
  command: ['hugo', '--quiet'],
  made: ['public', 'resources', '.hugo_build.lock'],
  page: (slug) => `public/posts/${slug}/index.html`,
};

const hugoConfig = `baseURL = 'https://example.org/'
disableKinds = ['taxonomy', 'term', 'home', 'section', 'RSS', 'sitemap', '404']

[markup.goldmark.renderer]
unsafe = true
`;

const hugoPage = `<!DOCTYPE html>
<html lang="{{ .Params.lang | default "en" }}" dir="{{ .Params.dir | default "ltr" }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }}</title>
</head>
<body>
<main>
<h1>{{ .Title }}</h1>
{{ .Content }}
</main>
</body>
</html>
`;

const jekyll: BuildTool = {
  tool: 'jekyll',
  content: 'posts',
  note: 'by includes',
  rounds: 3,
  write: (folder, pages, plugin) => {
    const show = ({ url }: EmbeddedPost) => `{% include holdfast.html post="${url}" %}`;
    writeEach(folder, pages, (page) => [`posts/${page.slug}.md`, fileOf(page, plugin ? show : undefined)]);
    if (plugin) {
      for (const made of ['_data', '_includes']) mkdirSync(join(folder, made), { recursive: true });
      cpSync(join(folder, 'fallbacks'), join(folder, 'holdfast'), { recursive: true });
      cpSync(join(folder, 'fallbacks/fallbacks.json'), join(folder, '_data/holdfast.json'));
      const includes = 'node_modules/holdfast/data/jekyll/_includes';
      cpSync(join(folder, includes), join(folder, '_includes'), { recursive: true });
    } else put(folder, '_includes/holdfast-style.html', '');
  },
  command: ['jekyll', 'build', '--safe', '--disable-disk-cache', '--quiet'],
  made: ['_site', '.jekyll-cache'],
  page: (slug) => `_site/posts/${slug}/index.html`,
};

/** By unified itself, as a script of a site's own does it. */
function unifiedTool(tool: 'rehype' | 'remark'): BuildTool {
  const parse = { rehype: 'rehype-parse', remark: 'remark-parse' }[tool];
  return {
    tool,
    content: 'posts',
    note: 'unified in a script',
    rounds: 5,
    write: (folder, pages, plugin) => {
      writeEach(folder, pages, (page) =>
        tool === 'rehype'
          ? [`posts/${page.slug}.html`, htmlOf(page)]
          : [`posts/${page.slug}.md`, markdownOf(page)],
      );
      const options = "{ fallbacks: 'fallbacks', when: 'always' }";
      put(
        folder,
        'build.mjs',
        `import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { unified } from 'unified';
import parse from '${parse}';
${tool === 'remark' ? "import remarkRehype from 'remark-rehype';\n" : ''}import stringify from 'rehype-stringify';
${plugin ? `import holdfast from 'holdfast/${tool}';\n` : ''}
const build = unified()
  .use(parse)
  ${plugin ? `.use(holdfast, ${options})` : ''}
  ${tool === 'remark' ? '.use(remarkRehype, { allowDangerousHtml: true })' : ''}
  .use(stringify, { allowDangerousHtml: true });
mkdirSync('out');
for (const name of readdirSync('posts')) {
  const file = { path: 'posts/' + name, value: readFileSync('posts/' + name, 'utf8') };
  writeFileSync('out/' + name, String(await build.process(file)));
}
`,
      );
    },
    command: ['node', 'build.mjs'],
    made: ['out'],
    page: (slug) => `out/${slug}.${tool === 'rehype' ? 'html' : 'md'}`,
  };
}

export const buildTools: readonly BuildTool[] = [
  unifiedTool('rehype'),
  unifiedTool('remark'),
  eleventy,
  astro,
  vite,
  next,
  hugo,
  jekyll,
];

function writeEach(
  folder: string,
  pages: readonly BuildPage[],
  file: (page: BuildPage) => readonly [path: string, text: string],
): void {
  for (const page of pages) put(folder, ...file(page));
}

function put(folder: string, path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
