import { setTimeout as sleep } from 'node:timers/promises';
import type { Config, ContentScriptMessage } from '@duckduckgo/autoconsent';
import { type ConsentRules, readConsentRules } from './consent-rules.ts';
import { type ConsentRequest, hearConsent, startConsent, stopConsent } from './in-page-consent.ts';
import type { OpenPage } from './open-page.ts';

/** Refuses, hides nothing beforehand, and accepts nothing where nothing can be refused. */
const config: Partial<Config> = {
  autoAction: 'optOut',
  enablePrehide: false,
  enableHeuristicDetection: true,
  heuristicMode: 'reject',
  detectRetries: 1,
  isMainWorld: false,
};

/** Milliseconds until a layer is known by a rule, in the page and in the frames of it, and until it shows itself. */
const patience = { known: 4_000, framed: 1_500, shown: 4_500 };

/**
 * Closes the consent layer that lies over a page, if there is one, by refusing what it asks for. Gives the name of the
 * rule that knew it; null where none was closed. Takes a second where no rule knows anything, `most` milliseconds at
 * most.
 */
export async function closeConsent(page: OpenPage, most = 7_000): Promise<string | null> {
  const rules = await readConsentRules();
  const start = performance.now();
  let known = false;
  let isOver = false;
  let shown: string | null = null;
  let refused: string | null = null;
  /** How many frames there were when one of them showed a layer. */
  let frames = 0;
  let answers: readonly { readonly id: string; readonly result: boolean }[] = [];
  try {
    for (;;) {
      const own = await page.run(hearConsent, answers);
      const below = await page.runBelow(hearConsent, []);
      // The layer was a page that was left for another, or a frame that is gone.
      if (shown !== null && (own === null || below.length < frames)) return named(shown);
      if (own === null) await begin(page, rules);
      if (below.includes(null))
        await page.runBelow(starter(rules.source), { rules: rules.frameRules, config });
      answers = await Promise.all((own ?? []).filter(isQuestion).map((question) => answer(page, question)));
      for (const [index, told] of [own, ...below].entries())
        for (const message of told ?? []) {
          if (message.type === 'autoconsentDone') return named(message.cmp);
          if (message.type === 'optOutResult' && message.result) refused = message.cmp;
          if (message.type === 'popupFound') shown = message.cmp;
          if (message.type === 'popupFound' && index > 0) frames = below.length;
          known ||= message.type === 'cmpDetected';
          // Of reports only those come that nothing was found.
          isOver ||= message.type === 'report' && index === 0;
        }
      const unknown = isOver ? (below.length > 0 ? patience.framed : 0) : patience.known;
      const limit = shown !== null ? most : known ? patience.shown : unknown;
      if (performance.now() - start > Math.min(limit, most)) return refused === null ? null : named(refused);
      await sleep(40);
    }
  } finally {
    await Promise.allSettled([page.run(stopConsent, null), page.runBelow(stopConsent, null)]);
  }
}

async function begin(page: OpenPage, rules: ConsentRules): Promise<void> {
  const { frameTree } = await page.session.send('Page.getFrameTree');
  await page.run(starter(rules.source), { rules: rules.rulesFor(frameTree.frame.url), config });
}

/** `startConsent` with the module it works with, whose source goes along. */
function starter(source: string): (request: ConsentRequest) => void {
  const whole = `(request) => {
    const module = { exports: {} };
    ((module, exports) => { ${source}\n })(module, module.exports);
    return (${String(startConsent)})(request, module.exports.default);
  }`;
  return Object.assign(() => undefined, { toString: () => whole });
}

type Question = Extract<ContentScriptMessage, { type: 'eval' }>;

function isQuestion(message: ContentScriptMessage): message is Question {
  return message.type === 'eval';
}

/** Some rules ask the page's own scripts, which may say what they like: it is yes or no. */
async function answer(
  { session }: OpenPage,
  { id, code }: Question,
): Promise<{ readonly id: string; readonly result: boolean }> {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: code,
    returnByValue: true,
    awaitPromise: true,
    timeout: 1_000,
  });
  return { id, result: exceptionDetails === undefined && result.value === true };
}

/** A rule's name, as short as rules' names are: it comes from a page's process. */
function named(rule: string): string {
  return rule.replace(/[^\w .:-]/gu, '').slice(0, 80);
}
