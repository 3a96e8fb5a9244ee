import type { TagNames } from '../../model/platform.ts';

/** Names of Telegram's posts in Markdown and templates. */
export const tags: TagNames = {
  shortcodes: ['telegram', 'tg', 'telegram_post'],
  components: ['telegram', 'telegramembed', 'telegrampost', 'embedtelegram', 'telegramwidget'],
};
