/** A module of side effects: it registers the backend 'webgpu'. Its own declarations are read only where it is installed. */
declare module '@tensorflow/tfjs-backend-webgpu';
