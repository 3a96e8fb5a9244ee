import type { Platform } from '../model/platform.ts';
import type { Ref } from '../ref.ts';
import { type ArchiveAskTools, askArchives } from './ask-archives.ts';
import { type AskTools, askSources, isClosed } from './ask-sources.ts';
import { type Background, conclude, type Resolution } from './conclude.ts';
import type { Asked } from './heard.ts';

export interface ResolveTools extends AskTools, ArchiveAskTools, Background {}

/**
 * Asks a post's sources, best first and no more of them than needed, keeps every answer, and puts together what all
 * witnesses say. Web archives are asked for what the platform doesn't show any more, once nobody can be waited for.
 * Throws nothing for a source that fails; errors of keeping (`disk-full` …) come through.
 */
export async function resolvePost(
  ref: Ref | null,
  platform: Platform,
  tools: ResolveTools,
): Promise<Resolution> {
  if (ref === null) return conclude(ref, platform, nobodyAsked, tools);
  const now = await askSources(ref, platform.sources, tools);
  const before = await askArchivesIfLost(ref, platform, now, tools);
  const asked = {
    heard: [...now.heard, ...before.heard],
    failures: [...now.failures, ...before.failures],
  };
  return conclude(ref, platform, asked, tools);
}

const nobodyAsked: Asked = { heard: [], failures: [] };

/** The words of a post that are had need no archive; a platform that may still answer is waited for first. */
async function askArchivesIfLost(
  ref: Ref,
  platform: Platform,
  { heard, failures }: Asked,
  tools: ResolveTools,
): Promise<Asked> {
  const { former, articleWitnesses } = tools;
  const isHad =
    heard.some(({ answer }) => answer.kind === 'post') ||
    (former?.post != null && former.known !== 'quoted' && former.known !== null);
  if (isHad || failures.length > 0 || heard.some(({ answer }) => isClosed(answer))) return nobodyAsked;
  const handles = articleWitnesses.flatMap(({ quoted }) => quoted?.handle ?? []);
  const asked = await askArchives(ref, platform, [...new Set(handles)], tools);
  // What became of the post is certain: an archive that is down today is asked at the next recheck.
  const isCertain = heard.some(({ answer }) => answer.kind === 'tombstone');
  return isCertain ? { ...asked, failures: [] } : asked;
}
