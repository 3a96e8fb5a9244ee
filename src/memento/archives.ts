import type { WebArchive } from '../model/memento.ts';
import type { HostPace } from '../model/platform.ts';
import { type TimeMapPlace, timeMapArchive } from './timemaps.ts';
import { wayback } from './wayback.ts';

/** Archives that are asked themselves. */
const places: readonly TimeMapPlace[] = [
  {
    id: 'arquivo',
    timeMap: 'https://arquivo.pt/wayback/timemap/link/',
    replays: [{ host: 'arquivo.pt', path: '/wayback/', raw: 'id_' }],
  },
  {
    id: 'library-of-congress',
    timeMap: 'https://webarchive.loc.gov/all/timemap/link/',
    replays: [{ host: 'webarchive.loc.gov', path: '/all/', raw: 'id_' }],
  },
  {
    id: 'uk-web-archive',
    timeMap: 'https://www.webarchive.org.uk/wayback/archive/timemap/link/',
    replays: [{ host: 'www.webarchive.org.uk', path: '/wayback/archive/', raw: 'id_' }],
  },
];

/**
 * A service that knows what many archives have. Of these only the ones named here are opened, so that nothing it may
 * be made to list passes for an archive; the archives above are asked themselves.
 */
const aggregator: TimeMapPlace = {
  id: 'memento-aggregator',
  timeMap: 'https://timetravel.mementoweb.org/timemap/link/',
  replays: [
    { host: 'wayback.archive-it.org', path: '/all/', raw: 'id_' },
    { host: 'vefsafn.is', path: '/', raw: 'id_' },
    { host: 'wayback.vefsafn.is', path: '/wayback/', raw: 'id_' },
    { host: 'web.archive.org.au', path: '/awa/', raw: 'id_' },
    { host: 'waext.banq.qc.ca', path: '/wayback/', raw: 'id_' },
    { host: 'webarchiveweb.wayback.bac-lac.canada.ca', path: '/web/', raw: 'id_' },
  ],
};

/** Best first: the one that has most, then those that have a part of the web, then all others at once. */
export const webArchives: readonly WebArchive[] = [wayback, ...[...places, aggregator].map(timeMapArchive)];

/** They are kept up by gifts: a request a second, three at once after a rest. */
export const archiveLimits: Readonly<Record<string, HostPace>> = Object.fromEntries(
  webArchives.flatMap(({ hosts }) => hosts).map((host) => [host, { burst: 3, intervalMs: 1_000 }]),
);
