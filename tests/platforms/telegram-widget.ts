/** A page as Telegram's widget is known to be built; hand-made, for no recording of one was to be had. */
export function page(
  bubble: string,
  { post = 'Channel/123', time = '2023-09-17T15:52:15+00:00', views = '1.2K' } = {},
): string {
  return (
    '<!DOCTYPE html><html><head><title>Telegram Widget</title></head><body class="widget_frame_base tgme_widget body_widget_post">' +
    `<div class="tgme_widget_message text_not_supported_wrap js-widget_message" id="widget_message" data-post="${post}" data-peer="c1_2">` +
    '<div class="tgme_widget_message_user"><a href="https://t.me/Channel"><i class="tgme_widget_message_user_photo bgcolor2" data-content="A"><img src="https://cdn4.example/avatar.jpg"></i></a></div>' +
    `${bubble}<div class="tgme_widget_message_footer"><div class="tgme_widget_message_info"><span class="tgme_widget_message_views">${views}</span>` +
    `<span class="tgme_widget_message_meta"><a class="tgme_widget_message_date" href="https://t.me/${post}"><time datetime="${time}" class="datetime">Sep 17</time></a></span></div></div>` +
    '</div></body></html>'
  );
}

const channel =
  '<div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name" href="https://t.me/Channel"><span dir="auto">A channel</span><i class="verified-icon"> ✔</i></a></div>';

export function bubble(parts: string, author = channel): string {
  return `<div class="tgme_widget_message_bubble">${author}${parts}</div>`;
}

export function text(words: string): string {
  return `<div class="tgme_widget_message_text js-message_text" dir="auto">${words}</div>`;
}

export function photo(url: string, of = 'Channel/123'): string {
  return (
    `<a class="tgme_widget_message_photo_wrap a b" href="https://t.me/${of}?single" style="width:800px;background-image:url('${url}')">` +
    '<div class="tgme_widget_message_photo" style="padding-top:56.25%"></div></a>'
  );
}
