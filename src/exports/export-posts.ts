import { openDraftFolder, refuseWhatIsThere } from '../store/draft-folder.ts';
import { exportBag } from './bagit.ts';
import type { ExportChoice, ExportTools } from './evidence.ts';
import { exportJson, type WrittenPosts } from './json.ts';
import { exportWacz } from './wacz.ts';

/** `wacz`: a file for players of web archives; `json`: a folder for programs; `bagit`: both, for keeping. */
export const exportForms = ['wacz', 'json', 'bagit'] as const;

export type ExportForm = (typeof exportForms)[number];

export interface ExportOptions extends ExportChoice {
  /** The file or folder to be made. */
  readonly out: string;
  /** Replace what stands there. */
  readonly force?: boolean;
}

export interface Exported extends Omit<WrittenPosts, 'newest'> {
  readonly form: ExportForm;
  readonly path: string;
}

/**
 * Exports what is kept of posts. It stands at its path only once it is whole and on disk, and the same archive gives
 * the same bytes. Blobs that are missing or damaged are told, and the rest is exported. Throws `usage` where something
 * stands at the path, `bad-ref`, `unknown-post`, `disk-full`, `archive-unavailable`.
 */
export async function exportPosts(
  form: ExportForm,
  options: ExportOptions,
  tools: ExportTools,
): Promise<Exported> {
  const { out, force = false, ...choice } = options;
  const { newest: _, ...written } = await write(form, out, force, choice, tools);
  return { form, path: out, ...written };
}

async function write(
  form: ExportForm,
  out: string,
  replace: boolean,
  choice: ExportChoice,
  tools: ExportTools,
): Promise<WrittenPosts> {
  if (form === 'wacz') {
    await refuseWhatIsThere(out, replace);
    return exportWacz(out, choice, tools);
  }
  const draft = await openDraftFolder(out, { replace });
  try {
    const written = await (form === 'json' ? exportJson : exportBag)(draft, choice, tools);
    await draft.finish();
    return written;
  } catch (error) {
    await draft.abandon();
    throw error;
  }
}
