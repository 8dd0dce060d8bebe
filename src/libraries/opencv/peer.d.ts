/** Installed only by those who check it; `api.ts` declares what is used of it. */
declare module '@techstark/opencv-js';
