import type { CaptureWishes } from './model/capture.ts';
import type { PlannedShot } from './model/capture-plan.ts';
import type { Platform } from './model/platform.ts';
import { platformOf } from './model/platform-of.ts';
import { lackingShots } from './shot-places.ts';
import type { Store } from './store/contract.ts';

export interface QueueCapturesTools {
  readonly store: Store;
  readonly platforms: readonly Platform[];
  readonly wishes: CaptureWishes;
  readonly now: () => Date;
}

/**
 * Queues a `capture` for each of these posts that was captured already and lacks a picture that is wished for now: the
 * article around it, a page on paper.
 */
export async function queueCaptures(names: readonly string[], tools: QueueCapturesTools): Promise<void> {
  const { store, platforms, wishes, now } = tools;
  if (!wishes.context && !wishes.pdf) return;
  for (const name of names) {
    const record = await store.posts.get(name);
    const snapshot = (await store.posts.snapshots(name)).at(-1);
    if (record === null || snapshot === undefined) continue;
    const subject = { record, snapshot, platform: platformOf(record.name, platforms) };
    const [{ due }, taken] = await Promise.all([
      lackingShots(subject, wishes, store),
      store.posts.captures(record.name),
    ]);
    // A page that never showed the post isn't opened again for being wished for on paper.
    const wasShown = ({ kind, theme }: PlannedShot) =>
      taken.some((capture) => capture.kind === kind && capture.theme === theme && capture.verified);
    if (due.some((shot) => shot.kind === 'context' || wasShown(shot)))
      await store.jobs.enqueue({ kind: 'capture', name: record.name }, now());
  }
}
