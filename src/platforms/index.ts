import type { Platform } from '../model/platform.ts';
import { x } from './x/index.ts';

/** Every network Holdfast knows. */
export const platforms: readonly Platform[] = [x];
