import type { Command } from 'commander';
import { isHoldfastError } from '../errors.ts';
import type { Holdfast } from '../holdfast.ts';
import type { Session } from './command.ts';
import { settingOption } from './setting-option.ts';
import { pictureLines, pictureProtocolOf, type TerminalPicture } from './terminal-picture.ts';

/** Adds `--pictures` to a command that shows some. */
export function addPicturesOption(command: Command): Command {
  return command.addOption(settingOption('--pictures <how>', 'pictures'));
}

/** Whether whoever looks at standard output can see pictures there. */
export function canShowPictures({ io, config, output }: Session): boolean {
  return !output.json && pictureProtocolOf(io, config.pictures) !== null;
}

/**
 * Lines that show kept pictures, named by their blobs, side by side; none where the terminal takes no pictures. One that
 * can't be opened is left out with a warning: what is wrong with it is `verify`'s to tell.
 */
export async function linesOfPictures(
  session: Session,
  holdfast: Holdfast,
  blobs: readonly string[],
): Promise<string[]> {
  const protocol = pictureProtocolOf(session.io, session.config.pictures);
  if (protocol === null || !canShowPictures(session) || blobs.length === 0) return [];
  const opened: TerminalPicture[] = [];
  for (const blob of blobs) {
    const picture = await open(session, holdfast, blob);
    if (picture !== null) opened.push(picture);
  }
  const room = session.io.columns?.() ?? 80;
  const columns = Math.floor((room - gap * (opened.length - 1)) / opened.length);
  return pictureLines(opened, protocol, { columns: Math.max(1, Math.min(columns, mostColumns)), rows }, gap);
}

const gap = 2;
const mostColumns = 60;
const rows = 24;
/** Pixels: as many as the box has on a dense screen. */
const maxSide = 1_000;

async function open(session: Session, holdfast: Holdfast, blob: string): Promise<TerminalPicture | null> {
  try {
    return await holdfast.picture(blob, { maxSide });
  } catch (error) {
    if (!isHoldfastError(error)) throw error;
    session.output.problem(`warning: ${error.message}`);
    return null;
  }
}
