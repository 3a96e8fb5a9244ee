import type { Answer } from '../../model/answer.ts';
import type { MarkupElement, Source } from '../../model/platform.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { readJsonText, unknown } from '../json-answer.ts';
import { foreignPage, readPageBody } from '../page-body.ts';
import { assignedData } from '../page-data.ts';
import { match } from './match.ts';
import { readPlayerResponse } from './player-response.ts';
import { readWatchPage } from './watch-page.ts';

/**
 * A video's own page: who, when, the words under it, and why it is gone where it is. A large page, asked for what oEmbed
 * doesn't tell.
 */
export const page: Source = {
  id: 'youtube-page',
  rank: 'platform',
  hosts: ['www.youtube.com'],
  completes: ({ createdAt }) => createdAt === null,
  ask: (ref, fetch) =>
    fetch({
      url: pageUrl(ref.id),
      // What it says of videos it doesn't show is told apart by its English words.
      headers: { accept: 'text/html', 'accept-language': 'en' },
      purpose: 'api',
      maxBytes: 8 * 1024 * 1024,
    }),
  read: (wire, ref) => readPage(wire, ref, wire.at),
};

/** The address of a video's page, in English. */
export function pageUrl(id: string): string {
  return `https://www.youtube.com/watch?${new URLSearchParams({ v: id, hl: 'en' })}`;
}

/** A page as it was shown at `at`, of any year. */
export function readPage(wire: Pick<Wire, 'status' | 'body' | 'url'>, ref: Ref, at: string): Answer {
  const body = readPageBody(wire);
  if (body.kind === 'unknown') return body;
  const answered = URL.parse(wire.url);
  const other = answered === null ? null : match(answered);
  if (other !== null && other.id !== ref.id)
    return unknown('bad-shape', `the page of another video (${other.id}) than asked`);
  const data = playerDataIn(body.root);
  if (data !== undefined) return readPlayerResponse(data, ref, at);
  return readWatchPage(body.root, ref, at) ?? foreignPage(body.root);
}

/** Since 2019 given to a variable; before, as a string within the player's settings. */
function playerDataIn(root: MarkupElement): unknown {
  const data = assignedData(root, 'ytInitialPlayerResponse');
  if (data !== undefined) return data;
  const settings = argsOf(assignedData(root, 'ytplayer.config'));
  const packed = settings.get('player_response') ?? settings.get('embedded_player_response');
  const body = typeof packed === 'string' ? readJsonText(packed) : null;
  return body?.kind === 'json' ? body.value : undefined;
}

function argsOf(settings: unknown): ReadonlyMap<string, unknown> {
  const isObject = typeof settings === 'object' && settings !== null && 'args' in settings;
  const args = isObject ? settings.args : null;
  return new Map(typeof args === 'object' && args !== null ? Object.entries(args) : []);
}
