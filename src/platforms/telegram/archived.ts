import type { Answer } from '../../model/answer.ts';
import type { Memento } from '../../model/memento.ts';
import type { Ref } from '../../ref.ts';
import { unarchived } from './archived-page.ts';
import { readMessages, widgetUrl } from './widget.ts';

/** Widgets and previews; a channel's preview shows its latest posts, which may be the one asked for. */
export function archivedAddresses({ id }: Ref): readonly string[] {
  const [channel = ''] = id.split('/');
  return [
    widgetUrl(id),
    `https://t.me/${id}?embed=1`,
    `https://t.me/${id}?embed=1&single`,
    `https://t.me/s/${id}`,
    `https://t.me/${id}`,
    `https://telegram.me/${id}`,
    `https://t.me/s/${channel}`,
  ];
}

/** Pages with messages in them, as those of today. */
export function readArchived({ takenAt, wire }: Memento, ref: Ref): Answer {
  return readMessages({ status: wire.status, body: unarchived(wire.body) }, ref, takenAt);
}
