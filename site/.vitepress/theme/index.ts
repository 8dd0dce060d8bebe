/** VitePress's own theme without its fonts: nothing is fetched from elsewhere. */
import { defineAsyncComponent } from 'vue';
import type { Theme } from 'vitepress';
import theme from 'vitepress/theme-without-fonts';
import '../../../build/site-pages/figure.css';
import './style.css';

export default {
  extends: theme,
  enhanceApp: ({ app }) => {
    app.component(
      'BreakIt',
      defineAsyncComponent(() => import('../../laboratory/break-it.js').then((module) => module.BreakIt)),
    );
    app.component(
      'TheLaboratory',
      defineAsyncComponent(() => import('../../laboratory/laboratory.js').then((module) => module.Laboratory)),
    );
  },
} satisfies Theme;
