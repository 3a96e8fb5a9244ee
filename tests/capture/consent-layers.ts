/** Pages of the world below `https://cmp.test/`: layers as services for many sites build them, their parts' names and nothing else of theirs. */
export interface Layer {
  /** By what the rule is known. */
  readonly rule: RegExp;
  /** Markup; what is clicked on to refuse runs `refused()`, to accept `accepted()`. */
  readonly markup: string;
}

const no = (attributes: string, words = 'Reject') =>
  `<button ${attributes} onclick="refused()">${words}</button>`;
const yes = (attributes: string) => `<button ${attributes} onclick="accepted()">Accept all</button>`;
const over = (attributes: string, inside: string) =>
  `<div data-layer ${attributes} style="position: fixed; inset: 0; background: #fff; z-index: 99"><p>We value your privacy. We and our partners store cookies.</p>${inside}</div>`;

export const layers: Readonly<Record<string, Layer>> = {
  onetrust: {
    rule: /onetrust/i,
    markup: over(
      'id="onetrust-banner-sdk"',
      no('id="onetrust-reject-all-handler"') + yes('id="onetrust-accept-btn-handler"'),
    ),
  },
  didomi: {
    rule: /didomi/i,
    markup: over(
      'id="didomi-host"',
      `<div id="didomi-notice">${no('id="didomi-notice-disagree-button"')}${yes('id="didomi-notice-agree-button"')}</div>`,
    ),
  },
  quantcast: {
    rule: /quantcast/i,
    markup: over(
      'id="qc-cmp2-container"',
      `<div id="qc-cmp2-ui">${no('id="disagree-btn"')}${yes('mode="primary"')}</div>`,
    ),
  },
  cookiebot: {
    rule: /cybotcookiebot/i,
    markup: `${over('id="CybotCookiebotDialog"', no('id="CybotCookiebotDialogBodyLevelButtonLevelOptinDeclineAll"') + yes('id="CybotCookiebotDialogBodyButtonAccept"'))}<script>window.Cookiebot = { hasResponse: false, dialog: { visible: true } }; window.CookieConsent = window.Cookiebot</script>`,
  },
  usercentrics: {
    rule: /usercentrics/i,
    markup: `${over('id="usercentrics-cmp-ui"', `${no('data-action-type="deny"')}${yes('data-action-type="accept"')}`)}<script>window.UC_UI = { isInitialized: () => true }; window.__ucCmp = { isInitialized: () => true }</script>`,
  },
  'funding choices': {
    rule: /funding-choices/i,
    markup: over(
      'class="fc-consent-root"',
      `<div class="fc-dialog-container">${no('class="fc-cta-do-not-consent"', 'Do not consent')}${yes('class="fc-cta-consent"')}</div>`,
    ),
  },
  complianz: {
    rule: /complianz/i,
    markup: over(
      'id="cmplz-cookiebanner-container"',
      `<div class="cmplz-cookiebanner">${no('class="cmplz-deny"')}${yes('class="cmplz-accept"')}</div>`,
    ),
  },
  cookieyes: {
    rule: /cookieyes/i,
    markup: over(
      'class="cky-consent-container"',
      no('data-cky-tag="reject-button"') + yes('data-cky-tag="accept-button"'),
    ),
  },
  sourcepoint: {
    rule: /sourcepoint/i,
    markup: `<div data-layer id="sp_message_container_1" style="position: fixed; inset: 0; background: #fff"><iframe id="sp_message_iframe_1" style="width: 100%; height: 100%; border: 0" src="https://cmp.other.test/index.html?message_id=1&requestUUID=2"></iframe></div><script>onmessage = ({ data }) => data === 'no' ? refused() : accepted()</script>`,
  },
  'one nobody knows': {
    rule: /heuristic/i,
    markup: over('role="dialog" class="our-own"', `${yes('')}${no('', 'Reject all')}`),
  },
};

/** The frame of one of them, on a site of its own. */
export const sourcepointFrame =
  '<p>We value your privacy</p><button class="sp_choice_type_13" onclick="parent.postMessage(\'no\', \'*\')">Reject all</button><button class="sp_choice_type_11" onclick="parent.postMessage(\'yes\', \'*\')">Accept all</button>';

/** A layer that only takes yes for an answer. */
export const stubborn = over('role="dialog"', yes(''));

/** A page with a layer over a post; the layer goes whatever is clicked on, and what was accepted is no post any more. */
export const under = (post: string, layer: string): string => `<!doctype html><script>
  const refused = () => document.querySelector('[data-layer]').remove();
  const accepted = () => { document.querySelector('.text').textContent = 'accepted'; refused(); };
</script>${post}${layer}`;
