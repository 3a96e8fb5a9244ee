import { usualWalls, type Wall } from './usual-walls.ts';

/** Pages in the way of video pO5L6vXtxsI, and players that say nothing certain of it. */
export const walls: readonly Wall[] = [
  ...['youtube-oembed', 'youtube-page'].flatMap(usualWalls),
  ...(
    [
      ['a robot check', { status: 'LOGIN_REQUIRED', reason: 'Sign in to confirm you’re not a bot' }],
      ['no reason', { status: 'ERROR', reason: 'Video unavailable' }],
      ['no longer there, whoever did it', { status: 'ERROR', reason: 'This video isn’t available anymore' }],
      ['another language', { status: 'ERROR', reason: 'Diese Video wurde vom Nutzer entfernt' }],
      [
        'a player’s error',
        { status: 'ERROR', reason: 'An error occurred. Please try again later. (Playback ID: a)' },
      ],
      [
        'words of a state, and all is well',
        { status: 'OK', reason: 'This video has been removed by the uploader' },
      ],
      ['a status only', { status: 'ERROR' }],
      ['an odd status', { status: 404 }],
    ] as readonly (readonly [string, unknown])[]
  ).map(
    ([name, playabilityStatus]): Wall => ({
      name: `a page with a player, ${name}`,
      source: 'youtube-page',
      status: 200,
      body: `<html><title>YouTube</title><script>var ytInitialPlayerResponse = ${JSON.stringify({ playabilityStatus })};</script></html>`,
    }),
  ),
  {
    name: 'the consent page',
    source: 'youtube-page',
    status: 200,
    body: '<html><head><title>Before you continue to YouTube</title></head><body><form action="https://consent.youtube.com/save"><input name="continue" value="https://www.youtube.com/watch?v=pO5L6vXtxsI"></form></body></html>',
  },
  {
    name: 'the home page',
    source: 'youtube-page',
    status: 200,
    body: '<html><head><title>YouTube</title><link rel="canonical" href="https://www.youtube.com/"></head><script>var ytInitialData = {"contents":{}};</script></html>',
  },
  { name: 'unauthorized, in words', source: 'youtube-oembed', status: 401, body: 'Unauthorized' },
];
