/** Styles are Vite's to read. */
declare module '*.css';
