/** jax-js on WebGPU, in a page. */
import * as jax from '@jax-js/jax';
import type { Jax } from './jax-js/api.js';
import { jaxLibrary } from './jax-js/library.js';

export default jaxLibrary(jax as unknown as Jax, 'jax-js-webgpu', 'webgpu', true);
