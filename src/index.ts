export { type Config, readConfig } from './config.ts';
export { conflictsOf } from './detect/conflicts.ts';
export { type Detection, detect } from './detect/detect.ts';
export { type ErrorName, HoldfastError, isHoldfastError } from './errors.ts';
export {
  type Check,
  type DetectedEmbed,
  type DetectedInput,
  detectInputs,
  type Examination,
  examine,
  type FindReport,
  type FindRequest,
  type Holdfast,
  type Ingested,
  openHoldfast,
  type Planned,
  type PostReport,
  type RenderForm,
  renderForms,
  type Shown,
  type Surroundings,
  version,
  type WorkOptions,
  type WorkReport,
} from './holdfast.ts';
export { createLog, type Log, type LogLevel, silentLog } from './log.ts';
export type { Article, ArticleFormat } from './model/article.ts';
export type { Embed, EmbedKind, Quoted } from './model/embed.ts';
export type { Platform } from './model/platform.ts';
export type { Author, Media, Post, Segment } from './model/post.ts';
export type { Known, State } from './model/state.ts';
export { platforms } from './platforms/index.ts';
export { parseRef, type Ref, writeRef } from './ref.ts';
export { type FallbackForm, render } from './render/render.ts';
export type { RenderOptions } from './render/render-options.ts';
export { cardStyle, cardStyleHash } from './render/style.ts';
export type { FallbackView } from './render/view.ts';
export { restoreArticle } from './rewrite/restore.ts';
export { rewriteArticle } from './rewrite/rewrite.ts';
