export * from './case-arbitrary.js';
export * from './conv-case.js';
export * from './draw.js';
export * from './empty-domain.js';
export * from './windows.js';
