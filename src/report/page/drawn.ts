/** Histograms of what was drawn. */
import escape from 'escape-html';
import type { Report } from '../report.js';

const widest = 100;

/** In the order of their numbers, words as they came. */
function inOrder(counts: Readonly<Record<string, number>>): (readonly [string, number])[] {
  const size = (value: string): number => (Number.isNaN(Number.parseFloat(value)) ? Infinity : Number.parseFloat(value));
  return Object.entries(counts).sort(([a], [b]) => (size(a) === size(b) ? 0 : size(a) - size(b)));
}

function histogram(feature: string, counts: Readonly<Record<string, number>>): string {
  const all = Object.values(counts).reduce((a, b) => a + b, 0);
  const most = Math.max(...Object.values(counts));
  const rows = inOrder(counts).map(([value, count]) => {
    const share = (100 * count) / all;
    const text = share < 1 ? '< 1 %' : `${Math.round(share)} %`;
    const width = Math.max(1, Math.round((widest * count) / most));
    return `<tr><th>${escape(value)}<td><b style=width:${width}px></b> ${text}`;
  });
  return `<table><caption>${escape(feature)} (${all})</caption><tbody>${rows.join('')}</tbody></table>`;
}

/** A histogram a feature; nothing where no call was counted. */
export function drawnHistograms({ drawn = {} }: Report): string {
  const all = Object.entries(drawn);
  if (all.length === 0) return '';
  return `<h3>What was drawn</h3>
<p class="soft">Of a sample of the calls: the rank and values of its first tensor, and axis by axis its sizes, window, stride, dilation and pads.</p>
<div class="drawn">
${all.map(([feature, counts]) => histogram(feature, counts)).join('\n')}
</div>`;
}
