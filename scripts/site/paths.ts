/** Where the site is made. */
import { fileURLToPath } from 'node:url';

const path = (of: string): string => fileURLToPath(new URL(`../../${of}`, import.meta.url));

export const repository = path('');
/** The folder with VitePress's own configuration, and the pages that are nowhere else. */
export const sources = path('site/');
/** The pages that VitePress reads, all of them written by the build. */
export const pages = path('build/site-pages/');
export const output = path('build/site/');

/** Stands for the place of the site while it is built: it may lie anywhere. */
export const siteRoot = '/tensor-laws-site-root/';
