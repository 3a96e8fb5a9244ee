import { Option } from 'commander';
import { type SettingHelp, type SettingName, settingsHelp } from '../config.ts';

/**
 * The option of a setting, with its words, default and environment variable from the table of all settings.
 * `--no-…` of a setting that is yes by default denies it.
 */
export function settingOption(flags: string, name: SettingName): Option {
  const setting = helpOf(name);
  const denies = setting.isFlag && setting.usually === '1';
  const option = new Option(flags, `${denies ? "don't " : ''}${setting.about}${hint(setting, denies)}`);
  return setting.choices.length === 0 ? option : option.choices(setting.choices);
}

function helpOf(name: SettingName): SettingHelp {
  const setting = settings.get(name);
  if (setting === undefined) throw new Error(`there is no setting ${name}`);
  return setting;
}

const settings = new Map(settingsHelp().map((setting) => [setting.name, setting]));

function hint({ env, usually, isFlag }: SettingHelp, denies: boolean): string {
  if (env === null) return '';
  return isFlag ? ` (${env}=${denies ? 0 : 1})` : ` (default: ${usually}; ${env})`;
}
