import { faulty } from '../../search/libraries/base.mjs';

const gl = document.createElement('canvas').getContext('webgl2');

/** Loses its device. */
export default faulty('loses-context', () => gl.getExtension('WEBGL_lose_context').loseContext());
