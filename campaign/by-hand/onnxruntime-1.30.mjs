// Bugs of onnxruntime-node 1.30.0 (onnxruntime-web 1.30.0 shares its kernels) and of onnxjs 0.1.8, found by `tensor-laws check`, each
// computed by hand. From campaign/, where the packages are: node by-hand/onnxruntime-1.30.mjs [onnxruntime-node | onnxruntime-web | onnxjs]
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const require = createRequire(join(process.cwd(), 'package.json'));
const name = process.argv[2] ?? 'onnxruntime-node';
const load = async (path) => (await import(pathToFileURL(require.resolve(path)).href)).default;
const protobuf = await load('protobufjs');

// The part of onnx.proto that a model of one node needs.
const { root } = protobuf.parse(
  `
  syntax = "proto2";
  message ModelProto { optional int64 ir_version = 1; optional GraphProto graph = 7; repeated OperatorSetIdProto opset_import = 8; }
  message OperatorSetIdProto { optional string domain = 1; optional int64 version = 2; }
  message TensorProto { repeated int64 dims = 1; optional int32 data_type = 2; optional string name = 8; optional bytes raw_data = 9; }
  message GraphProto { repeated NodeProto node = 1; optional string name = 2; repeated TensorProto initializer = 5; repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12; }
  message NodeProto { repeated string input = 1; repeated string output = 2; optional string op_type = 4; repeated AttributeProto attribute = 5; }
  message AttributeProto { optional string name = 1; optional float f = 2; optional int64 i = 3; optional bytes s = 4; repeated int64 ints = 8; optional int32 type = 20; }
  message ValueInfoProto { optional string name = 1; optional TypeProto type = 2; }
  message TypeProto { optional TensorTypeProto tensor_type = 1; }
  message TensorTypeProto { optional int32 elem_type = 1; optional TensorShapeProto shape = 2; }
  message TensorShapeProto { repeated DimensionProto dim = 1; }
  message DimensionProto { optional int64 dim_value = 1; }
`,
  { keepCase: true },
);
const Model = root.lookupType('ModelProto');

const attribute = (key, value) => {
  if (typeof value === 'string') return { name: key, s: Buffer.from(value), type: 3 };
  if (Array.isArray(value)) return { name: key, ints: value, type: 7 };
  if (typeof value === 'object') return { name: key, f: value.float, type: 1 };
  return { name: key, i: value, type: 2 };
};
const dimsOf = (dims) => ({ shape: { dim: dims.map((dim_value) => ({ dim_value })) } });
const elementType = ({ data }) => (typeof data[0] === 'bigint' ? 7 : 1);
const valueInfo = (key, type, dims) => ({ name: key, type: { tensor_type: { elem_type: type, ...dims } } });

/** A tensor: values and dims, channels first as ONNX has them; part of the model, or fed. */
const t = (data, dims, constant = false) => ({ data, dims, constant });
const float = (value) => ({ float: value });
const int64 = (...values) => t(values.map(BigInt), [values.length]);

function encode(opType, opset, inputs, attributes) {
  const named = inputs.map((tensor, i) => [`x${i}`, tensor]);
  const given = named.filter(([, tensor]) => tensor?.constant === false);
  const constants = named.filter(([, tensor]) => tensor?.constant === true);
  const graph = {
    name: 'call',
    node: [
      {
        input: named.map(([key, tensor]) => (tensor === undefined ? '' : key)),
        output: ['result'],
        op_type: opType,
        attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
      },
    ],
    initializer: constants.map(([key, { data, dims }]) => ({
      name: key,
      dims,
      data_type: 1,
      raw_data: new Uint8Array(new Float32Array(data).buffer),
    })),
    // ONNX.js wants shapes. ONNX Runtime goes without, as in models of any size, and its kernels must see to themselves.
    input: given.map(([key, tensor]) => valueInfo(key, elementType(tensor), name === 'onnxjs' ? dimsOf(tensor.dims) : {})),
    output: [valueInfo('result', 1, name === 'onnxjs' ? dimsOf([]) : {})],
  };
  return { model: Model.encode({ ir_version: 6, opset_import: [{ domain: '', version: opset }], graph }).finish(), given };
}

async function onnxjs(opType, opset, inputs, attributes) {
  const onnx = await load('onnxjs');
  const { model, given } = encode(opType, opset, inputs, attributes);
  const session = new onnx.InferenceSession({ backendHint: 'cpu' });
  await session.loadModel(model);
  const feeds = new Map(given.map(([key, { data, dims }]) => [key, new onnx.Tensor(new Float32Array(data), 'float32', dims)]));
  return (await session.run(feeds)).get('result');
}

async function onnxruntime(opType, opset, inputs, attributes) {
  const ort = await load(name);
  if (name === 'onnxruntime-web') ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'fatal';
  const { model, given } = encode(opType, opset, inputs, attributes);
  const session = await ort.InferenceSession.create(model, { logSeverityLevel: 4 });
  const feeds = given.map(([key, { data, dims }]) => [key, new ort.Tensor(typeof data[0] === 'bigint' ? 'int64' : 'float32', data, dims)]);
  return (await session.run(Object.fromEntries(feeds))).result;
}

const run = name === 'onnxjs' ? onnxjs : onnxruntime;
const [one, two, three] = [t([5], [1, 1, 1]), t([1, 0], [1, 1, 2]), t([1, 0, 0], [1, 1, 3])];
const same = { auto_pad: 'SAME_UPPER' };

const bugsOfOnnxRuntime = [
  [
    '1 pool_attributes.h ComputeSizePadDilations, auto_pad SAME: pads of the kernel before dilation. Out is ceil(in / stride) = 2; windows [0 1]',
    () => run('MaxPool', 22, [two], { kernel_shape: [2], dilations: [2], ...same }),
    '[1,1,2] 0,1',
  ],
  ['1b likewise, AveragePool', () => run('AveragePool', 22, [two], { kernel_shape: [2], dilations: [2], ...same }), '[1,1,2] 0,1'],
  ['1c likewise, LpPool', () => run('LpPool', 22, [two], { kernel_shape: [2], dilations: [2], p: 1, ...same }), '[1,1,2] 0,1'],
  [
    '1d likewise: a kernel of 3 over one cell has no place at all. Pads (3-1)*2 = 4: the cell itself',
    () => run('MaxPool', 22, [one], { kernel_shape: [3], dilations: [2], ...same }),
    '[1,1,1] 5',
  ],
  [
    '2 the same place, stride > kernel: pads below 0, so that windows start inside (onnxruntime #10086). 1 window, its start at 0',
    () => run('AveragePool', 22, [three], { kernel_shape: [1], strides: [3], ...same }),
    '[1,1,1] 1',
  ],
  ['2b likewise, LpPool', () => run('LpPool', 22, [three], { kernel_shape: [1], strides: [3], p: 1, ...same }), '[1,1,1] 1'],
  ['2c likewise, MaxPool refuses its own pads', () => run('MaxPool', 22, [two], { kernel_shape: [1], strides: [2], ...same }), '[1,1,1] 1'],
  [
    '2d Conv likewise, 4 cells and more: 1 window, its start at 0',
    () => run('Conv', 22, [t([1, 0, 0, 0], [1, 1, 4]), t([1], [1, 1, 1])], { strides: [4], ...same }),
    '[1,1,1] 1',
  ],
  [
    '3 ComputeOutputSize divides towards 0: floor((1 - 2) / 2) + 1 = 0 windows, not 1 that hangs over (onnxruntime #25234)',
    () => run('MaxPool', 22, [one], { kernel_shape: [2], strides: [2] }),
    '[1,1,0]',
  ],
  ['3b likewise, AveragePool', () => run('AveragePool', 22, [one], { kernel_shape: [2], strides: [2] }), '[1,1,0]'],
  [
    '4 MaxPool starts from the lowest finite number: -Infinity is lost',
    () => run('MaxPool', 22, [t([-Infinity], [1, 1, 1])], { kernel_shape: [1] }),
    '[1,1,1] -Infinity',
  ],
  [
    '4b likewise: NaN becomes a number that is not in the input (it is ignored elsewhere: onnxruntime #24819)',
    () => run('MaxPool', 22, [t([NaN], [1, 1, 1])], { kernel_shape: [1] }),
    '[1,1,1] NaN',
  ],
  [
    '5 Resize, linear on [N, C, W]: blends across channels too, at weight 0: 0 * Infinity. Channel 0 holds 0 alone',
    () =>
      run('Resize', 19, [t([0, Infinity], [1, 2, 1]), undefined, undefined, int64(1, 2, 2)], {
        mode: 'linear',
        coordinate_transformation_mode: 'asymmetric',
      }),
    '[1,2,2] 0,0,Infinity,Infinity',
  ],
  [
    '6 Pad, wrap, pads above the size: cells that are no cell of the input (onnxruntime pull request #32725)',
    () => run('Pad', 25, [t([5, 6, 7], [3]), int64(4, 0)], { mode: 'wrap' }),
    '[7] 7,5,6,7,5,6,7',
  ],
  ['7 Conv takes pads below 0 ("should be >= 0" in ONNX)', () => run('Conv', 22, [two, t([1], [1, 1, 1])], { pads: [-1, 0] }), 'an error'],
  [
    '7b Conv takes two strides for one axis ("along each spatial axis")',
    () => run('Conv', 22, [two, t([1], [1, 1, 1])], { strides: [1, 1] }),
    'an error',
  ],
  [
    '8 ConvTranspose of group 0 whose filter is part of the model divides by it: the process dies (WebAssembly: a trap)',
    () => run('ConvTranspose', 22, [two, t([1], [1, 1, 1], true)], { group: 0 }),
    'an error',
  ],
  [
    '9 LRN keeps a running sum of squares: 1 is lost beside 4096^2, which is then subtracted. Windows of one channel: 1 / (1 + 1)^0.75 = 0.5946035',
    () => run('LRN', 13, [t([4096, 1], [1, 2, 1, 1])], { size: 1, alpha: float(1), beta: float(0.75), bias: float(1) }),
    '[1,2,1,1] 0.015625,0.5946035385131836',
  ],
];

const bugsOfOnnxJs = [
  [
    '1 session.run on an object of tensors, as its declaration allows, runs nothing: an empty map',
    async () => {
      const onnx = await load('onnxjs');
      const session = new onnx.InferenceSession({ backendHint: 'cpu' });
      await session.loadModel(encode('MatMul', 9, [t([2], [1, 1]), t([3], [1, 1])], {}).model);
      const tensor = (value) => new onnx.Tensor(new Float32Array([value]), 'float32', [1, 1]);
      const results = await session.run({ x0: tensor(2), x1: tensor(3) });
      return results.get('result') ?? { dims: [], data: ['no result'] };
    },
    '[1,1] 6',
  ],
  [
    '2 cpu Conv computes the first batch alone',
    () => run('Conv', 11, [t([1, 2], [2, 1, 1, 1]), t([1], [1, 1, 1, 1])], {}),
    '[2,1,1,1] 1,2',
  ],
  [
    '3 util.js adjustPadAndReturnShape: ceil(in / stride) without its rounding, so that SAME pads where nothing is to be padded. Mean of both cells',
    () => run('AveragePool', 10, [t([1, 0], [1, 1, 2])], { kernel_shape: [2], strides: [2], auto_pad: 'SAME_LOWER' }),
    '[1,1,1] 0.5',
  ],
  [
    '3b likewise, SAME_UPPER, Conv: 1 window, its start at 0',
    () => run('Conv', 11, [t([1, 0], [1, 1, 1, 2]), t([1], [1, 1, 1, 1])], { strides: [1, 3], auto_pad: 'SAME_UPPER' }),
    '[1,1,1,1] 1',
  ],
  ['3c likewise, MaxPool', () => run('MaxPool', 9, [two], { kernel_shape: [1], strides: [3], ...same }), '[1,1,1] 1'],
  [
    '4 cpu MaxPool starts from -2^53: lower numbers are lost',
    () => run('MaxPool', 9, [t([-1e20], [1, 1, 1])], { kernel_shape: [1] }),
    '[1,1,1] -100000002004087730000',
  ],
  [
    '5 cpu Pad, pads below 0 together with others: one crop is not made. Row 1, [0 1], a row of 0 after it, column 0 of both',
    () => run('Pad', 2, [t([0, 0, 0, 1], [2, 1, 2])], { pads: [-1, 0, 0, 0, 1, -1] }),
    '[1,2,1] 0,0',
  ],
  ['6 Conv takes a stride of -1', () => run('Conv', 11, [t([1], [1, 1, 1, 1]), t([1], [1, 1, 1, 1])], { strides: [-1, 1] }), 'an error'],
  [
    '7 LRN of a window of two channels over one: 2 / (1 + 2^2 / 2) = 0.6666667',
    () => run('LRN', 1, [t([2], [1, 1, 1, 1])], { size: 2, alpha: float(1), beta: float(1), bias: float(1) }),
    '[1,1,1,1] 0.6666666865348816',
  ],
];

const bugs = name === 'onnxjs' ? bugsOfOnnxJs : bugsOfOnnxRuntime;
const only = process.env.BUG;
if (only !== undefined) {
  const { dims, data } = await bugs[Number(only)][1]();
  console.log(`[${dims.join(',')}] ${Array.from(data).join(',')}`);
  process.exit(0);
}
// Each in a process of its own: one of them ends it.
for (const [i, [text, , expected]] of bugs.entries()) {
  const { stdout, stderr, signal, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name], {
    env: { ...process.env, BUG: String(i) },
    encoding: 'utf8',
  });
  const message = stderr.split('\n').find((line) => /^\w*Error\b/.test(line)) ?? stderr.trim().split('\n').at(-1).slice(0, 200);
  const got = signal === null ? (status === 0 ? stdout.trim() : message) : `died of ${signal}`;
  console.log(`${text}\n  expected ${expected}\n  got      ${got}`);
}
