/** A picture from a worker, as something that may stand in the page: shapes and words, nothing that runs or loads. */
import DOMPurify from 'dompurify';

export function drawing(svg: string): string {
  return DOMPurify.sanitize(svg, {
    USE_PROFILES: { svg: true },
    FORBID_TAGS: ['a', 'image', 'feImage', 'use', 'style', 'animate', 'animateTransform', 'animateMotion', 'set', 'foreignObject'],
    FORBID_ATTR: ['style', 'href', 'xlink:href'],
  });
}
