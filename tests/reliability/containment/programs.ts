import type { FlagFinding, FlagRuns } from '../../capture/flags-in-room.ts';
import type { Attack, Outcome } from './inside.ts';
import type { RoomProgram } from './room.ts';

/** What runs in the room. The modules themselves can't be imported: they start at once. */
export const attackInside: RoomProgram<Attack, Outcome> = { module: new URL('inside.ts', import.meta.url) };

export const flagsInside: RoomProgram<FlagRuns, readonly FlagFinding[]> = {
  module: new URL('../../capture/flags-in-room.ts', import.meta.url),
};
