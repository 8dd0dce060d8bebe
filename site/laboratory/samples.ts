/** Kernels to begin from, each with a bug. */
export interface Sample {
  readonly name: string;
  readonly code: string;
}

export const samples: readonly Sample[] = [
  {
    name: 'a maximum that starts at 0',
    code: `// Cells are never above 0 in a window of negative numbers; here they are.
return {
  maxPool: (x, attributes) => {
    const y = kernels.maxPool(x, attributes);
    return fromData(elements(y).map((value) => Math.max(0, value)), y.shape);
  },
};
`,
  },
  {
    name: 'a convolution on one axis, by hand',
    code: `// x: [batch, width, channels], filter: [taps, channels, out].
const conv = (x, filter, { strides: [stride], dilations: [dilation], padding }) => {
  const [batch, width, channels] = x.shape;
  const [taps, , out] = filter.shape;
  const [before, after] = padding[0];
  const count = Math.floor((width + before + after - dilation * (taps - 1) - 1) / stride) + 1;
  const y = zeros([batch, count, out]);
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < count; i++)
      for (let o = 0; o < out; o++) {
        let sum = 0;
        for (let k = 0; k < taps; k++)
          for (let c = 0; c < channels; c++) {
            const at = i * stride + k - before; // The bug: k, where k * dilation is meant.
            if (at >= 0 && at < width) sum += x.get(b, at, c) * filter.get(k, c, o);
          }
        y.set(b, i, o, sum);
      }
  return y;
};
return {
  ops: { conv },
  limits: { conv: { spatialAxes: [1], padding: ['explicit'], groups: false, validates: false } },
};
`,
  },
  {
    name: 'an average that counts its padding',
    code: `// Whatever countPadding says, the whole window is divided by.
return {
  averagePool: (x, attributes) => kernels.averagePool(x, { ...attributes, countPadding: true }),
};
`,
  },
];
