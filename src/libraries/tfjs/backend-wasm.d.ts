/** A module of side effects: it registers the backend 'wasm'. Its own declarations are read only where it is installed. */
declare module '@tensorflow/tfjs-backend-wasm';
