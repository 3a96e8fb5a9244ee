import { benchArchive } from './archive.ts';
import { benchCapture } from './capture.ts';
import { benchDetect } from './detect.ts';
import { benchBuilds } from './render/builds.ts';
import { benchRender } from './render.ts';
import { benchRewrite } from './rewrite-site.ts';
import { benchRot } from './rot.ts';
import { benchSearch } from './search.ts';
import { benchStore } from './store.ts';

/** `npm run bench [name…] [-- --flag…]`: ratios against a peer or a floor measured in the same run. */
const benches = {
  detect: benchDetect,
  store: benchStore,
  archive: benchArchive,
  search: benchSearch,
  rot: benchRot,
  capture: benchCapture,
  render: benchRender,
  rewrite: benchRewrite,
  builds: () => benchBuilds(),
} as const;

/** `render` runs these too. */
const parts: readonly string[] = ['rewrite', 'builds'];

const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const knownFlags = ['--quick', '--long'];
const unknown = [
  ...wanted.filter((name) => !(name in benches)),
  ...flags.filter((flag) => !knownFlags.includes(flag)),
];
if (unknown.length > 0) {
  const known = [...Object.keys(benches), ...knownFlags].join(', ');
  console.error(`there is no bench or flag ${unknown.join(', ')}; there is ${known}`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length === 0 ? parts.includes(name) : !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  for (const line of await bench(flags)) console.log(`  ${line}`);
}
