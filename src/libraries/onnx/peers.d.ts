/** Packages that are installed only by those who check them; `runtime.ts` and `encode.ts` declare what is used of each. */
declare module 'onnxruntime-node';
declare module 'onnxruntime-web';
declare module 'onnxruntime-web/webgpu';
declare module 'onnxjs';
declare module 'protobufjs/light.js';
