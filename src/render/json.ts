import { textOf } from '../model/post.ts';
import { isGone } from '../model/state.ts';
import type { FallbackView } from './view.ts';

/**
 * The post as data: keys sorted, two spaces, the same bytes for the same snapshot. `post.text` is what a reader sees;
 * README tells each field.
 */
export function renderJson(view: FallbackView): string {
  const { name, ref, state, known, takenAt, since, lastLive, preservedBy, proof, redacted = null } = view;
  const { post } = view;
  const value = {
    holdfast: 1,
    name,
    ref,
    platform: view.platform.name,
    state,
    gone: isGone(state),
    since,
    lastLive,
    known,
    takenAt,
    preservedBy,
    proof,
    redacted,
    post: post === null ? null : { ...post, text: textOf(post.segments) },
  };
  return `${JSON.stringify(value, sortedKeys, 2)}\n`;
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
