// Bugs of convnetjs 0.3.0, found by `tensor-laws check convnetjs`, each computed by hand: node campaign/by-hand/convnetjs-0.3.0.mjs
import convnetjs from 'convnetjs';
const volume = (sx, sy, depth, values) => {
  const made = new convnetjs.Vol(sx, sy, depth, 0);
  values.forEach((value, i) => (made.w[i] = value));
  return made;
};
const pool = (options, values) => {
  const layer = new convnetjs.PoolLayer({ in_depth: 1, ...options });
  return layer.forward(volume(options.in_sx, options.in_sy, 1, values));
};
const shown = ({ sx, sy, depth, w }) => `[${sy},${sx},${depth}] ${Array.from(w)}`;
const bugs = [
  [
    '1 PoolLayer starts from -99999 ("hopefully small enough"): smaller values lose',
    () => shown(pool({ sx: 1, stride: 1, in_sx: 1, in_sy: 1 }, [-1e6])),
    '[1,1,1] -1000000',
  ],
  ['1b likewise -Infinity', () => shown(pool({ sx: 1, stride: 1, in_sx: 1, in_sy: 1 }, [-Infinity])), '[1,1,1] -Infinity'],
  [
    '1c likewise its derivative: it is lost, at the cell -1, -1',
    () => {
      const x = volume(2, 1, 1, [-1e6, -2e6]);
      const layer = new convnetjs.PoolLayer({ sx: 2, sy: 1, stride: 1, in_depth: 1, in_sx: 2, in_sy: 1 });
      layer.forward(x).dw[0] = 1;
      layer.backward();
      return Array.from(x.dw).join();
    },
    '1,0',
  ],
  ['2 PoolLayer ignores NaN', () => shown(pool({ sx: 2, sy: 1, stride: 1, in_sx: 2, in_sy: 1 }, [NaN, 1])), '[1,1,1] NaN'],
  ['2b likewise where there is nothing else', () => shown(pool({ sx: 1, stride: 1, in_sx: 1, in_sy: 1 }, [NaN])), '[1,1,1] NaN'],
  [
    '3 missing validation: ConvLayer takes filters of another depth than its input, and reads beyond it',
    () => {
      const layer = new convnetjs.ConvLayer({ sx: 1, filters: 1, in_depth: 1, in_sx: 1, in_sy: 1 });
      layer.filters = [volume(1, 1, 2, [1, 1])];
      return shown(layer.forward(volume(1, 1, 1, [1])));
    },
    'an error',
  ],
  [
    '4 missing validation: FullyConnLayer takes an input of another size',
    () => {
      const layer = new convnetjs.FullyConnLayer({ num_neurons: 1, in_depth: 2, in_sx: 1, in_sy: 1 });
      layer.filters = [volume(1, 1, 2, [1, 1])];
      return shown(layer.forward(volume(1, 1, 1, [1])));
    },
    'an error',
  ],
  [
    '5 missing validation: PoolLayer takes a window of 0 (and then takes it for none at all)',
    () => shown(pool({ sx: 0, stride: 1, in_sx: 1, in_sy: 1 }, [1])),
    'an error',
  ],
  [
    '6 missing validation: a window larger than the input gives a volume of negative sizes',
    () => shown(pool({ sx: 3, stride: 1, in_sx: 1, in_sy: 1 }, [1])),
    'an error',
  ],
];
for (const [what, call, expected] of bugs) {
  let got;
  try {
    got = call();
  } catch (error) {
    got = `throws ${error.message.split('\n')[0].slice(0, 110)}`;
  }
  console.log(`${what}\n  expected ${expected}\n  got      ${got}`);
}
