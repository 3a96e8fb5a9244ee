import { readFileSync } from 'node:fs';

/**
 * Makes few files of the many that each plugin consists of, in their place: a site build that loads one would spend
 * longer on finding them than on most of its pages. Run after tsc, beside `package.json`.
 */
const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const plugins = Object.values(exports)
  .map((each) => each.default ?? '')
  .filter((path) => path.startsWith('./dist/plugins/'));

export default {
  input: Object.fromEntries(plugins.map((path) => [/([^/]+)\.js$/.exec(path)[1], path])),
  external: /^[^./]/,
  platform: 'node',
  output: { dir: 'dist/plugins', format: 'esm', chunkFileNames: 'parts/[name].js', sourcemap: true },
};
