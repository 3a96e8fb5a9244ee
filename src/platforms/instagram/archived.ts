import type { Answer } from '../../model/answer.ts';
import type { Memento } from '../../model/memento.ts';
import type { Ref } from '../../ref.ts';
import { type Described, readArchivedHead } from '../archived-head.ts';
import { readJsonBody } from '../json-answer.ts';
import { readPageBody } from '../page-body.ts';
import { assignedData } from '../page-data.ts';
import type { PageHead } from '../page-head.ts';
import { readFrame } from './embed.ts';
import { addresses, match } from './match.ts';
import { readMediaJson } from './media-json.ts';

/** Pages, frames, and the JSON behind them. */
export function archivedAddresses(ref: Ref, handles: readonly string[]): readonly string[] {
  const page = `https://www.instagram.com/p/${ref.id}/`;
  const named = handles
    .filter((handle) => /^[\w.]{1,30}$/u.test(handle))
    .flatMap((handle) =>
      ['p', 'reel'].map((kind) => `https://www.instagram.com/${handle}/${kind}/${ref.id}/`),
    );
  return [
    ...new Set([...addresses(ref), `${page}embed/captioned/`, `${page}embed/`, `${page}?__a=1`, ...named]),
  ];
}

/** Data of pages until 2021 and of their JSON, frames, and heads of all years. */
export function readArchived({ takenAt, wire }: Memento, ref: Ref): Answer {
  const json = wire.status === 200 ? readJsonBody(wire.body) : null;
  if (json?.kind === 'json') {
    const answer = readMediaJson(json.value, ref, takenAt);
    if (answer !== null) return answer;
  }
  const body = readPageBody(wire);
  if (body.kind === 'unknown') return body;
  return (
    readMediaJson(assignedData(body.root, '_sharedData'), ref, takenAt) ??
    // pages of 2012 and 2013 hand it to a function
    readMediaJson({ media: assignedData(body.root, '"media"') }, ref, takenAt) ??
    readFrame(body.root, ref) ??
    readArchivedHead(body.root, ref, takenAt, {
      match,
      describe,
      accountUrl: (handle) => `https://www.instagram.com/${handle}/`,
    })
  );
}

/**
 * `og:title`: `Name on Instagram: "caption"`; `og:description`: `5 likes, 2 comments - handle on July 18, 2026: "caption"`,
 * before `5 Likes, 2 Comments - Name (@handle) on Instagram: “caption”`.
 */
export function describe(head: PageHead): Described | null {
  const title = head.meta('og:title', 'twitter:title') ?? '';
  const description = head.meta('og:description', 'description') ?? '';
  const titled =
    /^(?<name>.{1,100}?) (?:\(@(?<handle>[\w.]{1,30})\) )?on Instagram(?:: ["“](?<text>.*)["”]?)?$/su.exec(
      title,
    )?.groups;
  const said =
    /^[^"“]{0,80}? - (?:(?<name>[^"“(]{1,100}) \(@(?<handle>[\w.]{1,30})\)|(?<account>[\w.]{1,30})) on [^"“:]{1,40}: ["“](?<text>.*)["”]\.?\s*$/su.exec(
      description,
    )?.groups;
  if (titled === undefined && said === undefined) return null;
  const text = titled?.['text'] ?? said?.['text'] ?? null;
  return {
    name: titled?.['name'] ?? said?.['name']?.trim() ?? null,
    handle: titled?.['handle'] ?? said?.['handle'] ?? said?.['account'] ?? null,
    text: text === null ? null : text.replace(/["”]$/u, ''),
  };
}
