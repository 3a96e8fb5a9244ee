/**
 * A run that is ended by force in the middle of a capture: its folders are given as HOLDFAST_CACHE and HOLDFAST_WORK.
 * Says `ready` when its page loops for ever.
 */
import { openCapturer } from '../../../src/capture/capture.ts';
import { readConfig } from '../../../src/config.ts';
import { silentLog } from '../../../src/log.ts';
import { article, embed, expected, fetchFrom } from '../../capture/world.ts';

const page = 'https://social.test/loop';
const world = fetchFrom({ [page]: `${article({})}<script>for (;;);</script>` });
const capturer = openCapturer({
  fetch: async (request) => {
    process.stdout.write('ready\n');
    return world(request);
  },
  cache: readConfig({}).cache,
  work: process.env['HOLDFAST_WORK'] ?? '',
  chrome: readConfig({}).chrome,
  noSandbox: false,
  log: silentLog,
});
await capturer.page({ url: page, page: embed, expect: expected, theme: 'light' });
