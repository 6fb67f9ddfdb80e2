import type { LintRule } from '../../rule.ts';
import { catalogFile } from './catalogFile.ts';
import { skeletonChoice } from './skeletonChoice.ts';
import { skeletonComment } from './skeletonComment.ts';
import { skeletonExpressionBlanked } from './skeletonExpressionBlanked.ts';
import { skeletonFilter } from './skeletonFilter.ts';
import { skeletonMarker } from './skeletonMarker.ts';
import { skeletonPath } from './skeletonPath.ts';
import { skeletonSyntax } from './skeletonSyntax.ts';
import { skeletonUnsupportedTag } from './skeletonUnsupportedTag.ts';
import { skeletonUrl } from './skeletonUrl.ts';
import { skeletonValue } from './skeletonValue.ts';
import { sourcePath } from './sourcePath.ts';

/** The rules about the files that fetch:template renders. */
export const skeletonRules: readonly LintRule[] = [
  skeletonUrl,
  skeletonValue,
  skeletonChoice,
  skeletonExpressionBlanked,
  skeletonSyntax,
  skeletonUnsupportedTag,
  skeletonComment,
  skeletonFilter,
  skeletonMarker,
  skeletonPath,
  catalogFile,
  sourcePath,
];
