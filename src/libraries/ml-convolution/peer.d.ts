/** Installed only by those who check it; `library.ts` declares what is used of it. */
declare module 'ml-convolution';
