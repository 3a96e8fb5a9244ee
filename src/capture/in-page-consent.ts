import type {
  BackgroundMessage,
  CompactCMPRuleset,
  Config,
  ContentScriptMessage,
  RuleBundle,
} from '@duckduckgo/autoconsent';

/**
 * Runs inside a frame, in an isolated world: it shares the frame's document and nothing else. Each function stands alone
 * (its source is what is sent), takes and gives JSON, and what it gives is a stranger's data.
 */

/** What of the module's class is used. */
interface Work {
  readonly domActions: object;
  initialize(config: Partial<Config>, rules: RuleBundle): void;
  receiveMessageCallback(message: BackgroundMessage): Promise<void>;
}

/** What outlives a call: the world's own global object holds it. */
interface World {
  holdfastConsent?: { readonly told: ContentScriptMessage[]; readonly work: Work };
}

export interface ConsentRequest {
  readonly rules: CompactCMPRuleset;
  readonly config: Partial<Config>;
}

/**
 * Begins to look for a consent layer, and to close it. `AutoConsent` is the module's class. What a frame below asks of its page's
 * own scripts is answered with no: only the page itself is asked.
 */
export function startConsent(
  request: ConsentRequest,
  AutoConsent: new (tell: (message: ContentScriptMessage) => Promise<void>) => Work,
): void {
  const world = globalThis as World;
  if (world.holdfastConsent !== undefined) return;
  const told: ContentScriptMessage[] = [];
  const tell = (message: ContentScriptMessage) => {
    if (message.type === 'eval' && window.top !== window)
      setTimeout(() => void work.receiveMessageCallback({ type: 'evalResp', id: message.id, result: false }));
    else if (
      told.length < 200 &&
      (message.type !== 'report' || message.state.lifecycle === 'nothingDetected')
    )
      told.push(message);
    return Promise.resolve();
  };
  const work = new AutoConsent(tell);
  world.holdfastConsent = { told, work };
  work.initialize(request.config, { autoconsent: [], compact: request.rules });
}

/** Hands over answers to what was asked, and takes what was told since; null where nothing was begun. */
export function hearConsent(
  answers: readonly { readonly id: string; readonly result: boolean }[],
): readonly ContentScriptMessage[] | null {
  const known = (globalThis as World).holdfastConsent;
  if (known === undefined) return null;
  const { told, work } = known;
  for (const { id, result } of answers) void work.receiveMessageCallback({ type: 'evalResp', id, result });
  return told.splice(0);
}

/** From here on it clicks on nothing. */
export function stopConsent(_: null): void {
  const world = globalThis as World;
  const refuse = () => Promise.resolve(false);
  if (world.holdfastConsent !== undefined)
    Object.assign(world.holdfastConsent.work.domActions, {
      click: refuse,
      clickElement: refuse,
      waitForThenClick: refuse,
    });
  delete world.holdfastConsent;
}
