import { usualWalls, type Wall } from './usual-walls.ts';

/** Pages in the way of video 7134059641968872746, and data that say nothing certain of it. */
export const walls: readonly Wall[] = [
  ...['tiktok-oembed', 'tiktok-embed', 'tiktok-page'].flatMap(usualWalls),
  ...[
    ['a robot check', '<body>Please wait...<script>SlardarWAF({});_wafchallengeid="a"</script></body>'],
    [
      'a page of a country',
      '<head><title>About TikTok</title></head><p>TikTok has discontinued operations.</p>',
    ],
    ['no item', data({ statusCode: 0, statusMsg: '' })],
    ['not there', data({ statusCode: 10_204, statusMsg: "item doesn't exist" })],
    ['being looked at', data({ statusCode: 10_204, statusMsg: 'author_status,status_reviewing' })],
    ['a number', data({ statusCode: 10_231, statusMsg: '' })],
    ['a number as words', data({ statusCode: '10216', statusMsg: 'status_deleted' })],
    ['an empty item', data({ statusCode: 0, itemInfo: { itemStruct: {} } })],
    [
      'another video',
      data({
        statusCode: 0,
        itemInfo: { itemStruct: { id: '7134059641968872747', desc: 'status_deleted' } },
      }),
    ],
    ['an empty scope', '<script id="__UNIVERSAL_DATA_FOR_REHYDRATION__">{"__DEFAULT_SCOPE__":{}}</script>'],
    ['no videos', '<script id="SIGI_STATE">{"ItemModule":{}}</script>'],
    [
      'a frame with an error',
      '<script id="__FRONTITY_CONNECT_STATE__">{"source":{"data":{"/embed/v2/7134059641968872746":{"isError":true,"errorStatus":404}}}}</script>',
    ],
    [
      'a frame of another',
      '<script id="__FRONTITY_CONNECT_STATE__">{"source":{"data":{"/embed/v2/1":{}}}}</script>',
    ],
  ].flatMap(([name, body]) =>
    ['tiktok-embed', 'tiktok-page'].map(
      (source): Wall => ({ name: `a page with ${name}`, source, status: 200, body: `<html>${body}</html>` }),
    ),
  ),
  {
    name: 'something went wrong',
    source: 'tiktok-oembed',
    status: 400,
    body: '{"code":400,"message":"Something went wrong"}',
  },
  {
    name: 'something went wrong, with 200',
    source: 'tiktok-oembed',
    status: 200,
    body: '{"status_msg":"Something went wrong"}',
  },
  { name: 'not there', source: 'tiktok-oembed', status: 404, body: '{"message":"video deleted"}' },
];

function data(detail: unknown): string {
  return `<script id="__UNIVERSAL_DATA_FOR_REHYDRATION__">${JSON.stringify({ __DEFAULT_SCOPE__: { 'webapp.video-detail': detail } })}</script>`;
}
