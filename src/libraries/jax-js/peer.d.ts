/** Installed only by those who check it; `api.ts` declares what is used of it. */
declare module '@jax-js/jax';
