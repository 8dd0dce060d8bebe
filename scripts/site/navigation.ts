/** What leads through the site. */
import type { DefaultTheme } from 'vitepress';
import { families } from '../docs/families.js';

type Link = DefaultTheme.SidebarItem;

const start: readonly Link[] = [
  { text: 'Start here', link: '/start.md' },
  { text: 'Writing an adapter', link: '/guides/writing-an-adapter.md' },
  { text: 'Reading a finding', link: '/guides/reading-a-finding.md' },
  { text: 'Shrinking', link: '/guides/shrinking.md' },
  { text: 'Writing a law', link: '/guides/writing-a-law.md' },
  { text: 'Precision and bounds', link: '/guides/bounds.md' },
  { text: 'Which precision is mine', link: '/precision.md' },
  { text: 'The laws in CI', link: '/ci.md' },
  { text: 'Laws in a browser', link: '/browser.md' },
  { text: 'From a model to its op', link: '/model.md' },
  { text: 'A campaign over machines', link: '/campaign.md' },
  { text: 'For users of fast-check', link: '/fast-check.md' },
  { text: 'For maintainers of TensorFlow.js', link: '/guides/tfjs-maintainers.md' },
  { text: 'For maintainers of ONNX Runtime', link: '/guides/onnxruntime-maintainers.md' },
  { text: 'Moving from 0.1.0', link: '/moving.md' },
  { text: 'Changelog', link: '/changelog.md' },
];

const reference: readonly Link[] = [
  { text: 'Laboratory', link: '/laboratory.md' },
  { text: 'Findings', link: '/findings.md' },
  { text: 'Scoreboard', link: '/scoreboard/index.md' },
  { text: 'Conventions', link: '/conventions.md' },
  { text: 'Verdicts', link: '/verdicts.md' },
  { text: 'Codes of InvalidArgument', link: '/codes/index.md' },
  { text: 'Deviations', link: '/deviations.md' },
];

/** Chapters in the order in which they are read: each needs only those before it. */
const chapters = [
  ...['padding', 'space-to-batch', 'with-space-to-batch', 'space-to-depth', 'conv-geometry', 'conv-algebra', 'grouped-depthwise-separable'],
  ...['fused', 'patches-and-matmul', 'pooling', 'morphology', 'resize', 'normalization', 'transposed-and-gradients'],
];

/** The families in that order; what holds of every op comes last. */
export const bookOrder = [...chapters, ...[...families.keys()].filter((family) => !chapters.includes(family))];

const book: readonly Link[] = [
  { text: 'Why with_space_to_batch?', link: '/book/question.md' },
  ...bookOrder.map((family) => ({ text: family.replaceAll('-', ' '), link: `/laws/${family}.md` })),
  { text: 'How to read the laws', link: '/laws/index.md' },
];

const api: readonly Link[] = [
  { text: 'All entries', link: '/api/index.md' },
  ...['', 'kernels', 'arbitraries', 'properties'].map((entry) => {
    const name = entry === '' ? 'tensor-laws' : `tensor-laws/${entry}`;
    return { text: name, link: `/api/${name}/index.md` };
  }),
];

/** The bar at the top and the list at the side. */
export const navigation: Pick<DefaultTheme.Config, 'nav' | 'sidebar'> = {
  nav: [
    { text: 'Start', link: '/start.md' },
    { text: 'The book', link: '/book/question.md' },
    { text: 'Laboratory', link: '/laboratory.md' },
    { text: 'Scoreboard', link: '/scoreboard/index.md' },
    { text: 'API', link: '/api/index.md' },
  ],
  sidebar: [
    { text: 'Guides', items: [...start] },
    { text: 'The book of laws', items: [...book] },
    { text: 'Reference', items: [...reference] },
    { text: 'API', items: [...api] },
  ],
};
