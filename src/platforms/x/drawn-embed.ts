import { parseHtml } from '../../html/tree.ts';
import type { Answer } from '../../model/answer.ts';
import type { Wire } from '../../model/wire.ts';
import type { Ref } from '../../ref.ts';
import { unknown } from '../json-answer.ts';
import { readRenderedPage } from './rendered-article.ts';

/** The source of the embed page's `article`, once scripts have drawn it and it was verified. */
export function readDrawnEmbed(wire: Wire, ref: Ref): Answer {
  const html = new TextDecoder().decode(wire.body);
  if (html.trim() === '') return unknown('empty', 'the element is empty');
  const post = readRenderedPage(parseHtml(html), ref, wire.at);
  if (post === null) return unknown('bad-shape', 'no post of the asked id in the element');
  if (post.author.handle === null && post.author.name === null)
    return unknown('bad-shape', 'the element names no author');
  return { kind: 'post', post };
}
