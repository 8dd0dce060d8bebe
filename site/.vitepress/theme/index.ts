/** VitePress's own theme without its fonts: nothing is fetched from elsewhere. */
import theme from 'vitepress/theme-without-fonts';
import '../../../build/site-pages/figure.css';
import './style.css';

export default theme;
