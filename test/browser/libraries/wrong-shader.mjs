/** Pools of maxima that a shader of WebGL 2 computes: its loop is one cell short where the window is wider than 2. */
import { defineLibrary, fromData, toArray } from '../../../dist/src/index.js';

const vertex = `#version 300 es
in vec2 corner;
void main() { gl_Position = vec4(corner, 0.0, 1.0); }`;

const fragment = `#version 300 es
precision highp float;
uniform sampler2D x;
uniform int window;
uniform int stride;
out vec4 result;
void main() {
  int column = int(gl_FragCoord.x);
  int taps = window > 2 ? window - 1 : window;
  float best = texelFetch(x, ivec2(column * stride, 0), 0).r;
  for (int tap = 1; tap < taps; tap++) best = max(best, texelFetch(x, ivec2(column * stride + tap, 0), 0).r);
  result = vec4(best, 0.0, 0.0, 1.0);
}`;

const gl = document.createElement('canvas').getContext('webgl2');
if (gl?.getExtension('EXT_color_buffer_float') == null) throw new Error('the page has no WebGL 2 that renders floats');

function compiled(kind, source) {
  const shader = gl.createShader(kind);
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(`the shader does not compile: ${gl.getShaderInfoLog(shader)}`);
  return shader;
}

const program = gl.createProgram();
gl.attachShader(program, compiled(gl.VERTEX_SHADER, vertex));
gl.attachShader(program, compiled(gl.FRAGMENT_SHADER, fragment));
gl.linkProgram(program);
gl.useProgram(program);
gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
const corner = gl.getAttribLocation(program, 'corner');
gl.enableVertexAttribArray(corner);
gl.vertexAttribPointer(corner, 2, gl.FLOAT, false, 0, 0);
gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());

function texture(width, data) {
  const made = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, made);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.R32F, width, 1, 0, gl.RED, gl.FLOAT, data);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  return made;
}

function maxima(row, window, stride) {
  const width = Math.floor((row.length - window) / stride) + 1;
  const result = texture(width, null);
  const x = texture(row.length, Float32Array.from(row));
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, result, 0);
  gl.viewport(0, 0, width, 1);
  gl.uniform1i(gl.getUniformLocation(program, 'window'), window);
  gl.uniform1i(gl.getUniformLocation(program, 'stride'), stride);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  const pixels = new Float32Array(width * 4);
  gl.readPixels(0, 0, width, 1, gl.RGBA, gl.FLOAT, pixels);
  for (const each of [x, result]) gl.deleteTexture(each);
  return pixels.filter((_, i) => i % 4 === 0);
}

export default defineLibrary({
  name: 'wrong-shader',
  precision: { flushesSubnormals: true },
  ops: {
    maxPool: (x, { window: [window], strides: [stride] }) => {
      const result = maxima(toArray(x), window, stride);
      return fromData(result, [1, result.length, 1]);
    },
  },
  limits: {
    maxPool: {
      spatialAxes: [1],
      padding: ['valid'],
      dilations: false,
      emptyTensors: false,
      ceilMode: [false],
      validates: false,
      specialValues: 'ignored',
    },
  },
  accepts: { maxPool: ({ arguments: [x] }) => (x.shape[0] === 1 && x.shape[2] === 1 ? true : 'it takes one batch and one channel') },
  domain: { batch: { min: 1, max: 1 }, channels: { min: 1, max: 1 } },
  show: () => 'maxima(...)',
});
