import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type CompactCMPRuleset, filterCompactRules, type IndexedCMPRuleset } from '@duckduckgo/autoconsent';

/** What knows consent layers: autoconsent, as its makers' browsers run it. */
export interface ConsentRules {
  /** Source of the module that works by the rules, CommonJS. */
  readonly source: string;
  /** For a page at that address. */
  rulesFor(url: string): CompactCMPRuleset;
  /** For frames in any page. */
  readonly frameRules: CompactCMPRuleset;
}

/** Reads the package, once. */
export function readConsentRules(): Promise<ConsentRules> {
  reading ??= read();
  return reading;
}

let reading: Promise<ConsentRules> | null = null;

async function read(): Promise<ConsentRules> {
  const { resolve } = createRequire(import.meta.url);
  const [source, written] = await Promise.all([
    readFile(resolve('@duckduckgo/autoconsent'), 'utf8'),
    readFile(resolve('@duckduckgo/autoconsent/rules/compact-rules.json'), 'utf8'),
  ]);
  const all = JSON.parse(written) as IndexedCMPRuleset;
  const { frameRuleRange, frameStringEnd } = all.index;
  return {
    source,
    rulesFor: (url) => filterCompactRules(all, { url, mainFrame: true }),
    frameRules: { v: all.v, s: all.s.slice(0, frameStringEnd), r: all.r.slice(...frameRuleRange) },
  };
}
