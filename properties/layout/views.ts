/** Laws of the memory layout of arguments. */
import { regimes } from '../../src/domain.js';
import type { CaseProgram, Draw } from '../../src/draw/draw.js';
import { EmptyDomain } from '../../src/draw/empty-domain.js';
import { arrange, layoutName, layoutsOfRank, repeatFirst } from '../../src/draw/values/layouts.js';
import { everyOp, everyTensorOp } from '../../src/every-op.js';
import { equal } from '../../src/law.js';
import { withTensors, type NamedCall } from '../../src/ops/drawn-call.js';
import { tensorRecord, type TensorOp } from '../../src/ops/index.js';
import { denseCopy, dtypeOf, rowMajorStrides, viewOf, type Tensor } from '../../src/tensor.js';

const ndarrayViews = { title: 'ndarray: views of typed data by shape, stride and offset', url: 'https://github.com/scijs/ndarray' };
const numpyStrides = {
  title: 'NumPy: the internal memory layout of an ndarray',
  url: 'https://numpy.org/doc/stable/reference/arrays.ndarray.html',
};

/** Each tensor as a view that is not dense. */
function drawViews(d: Draw, calls: CaseProgram<NamedCall>, op: TensorOp): NamedCall {
  if (!d.domain.layouts) throw new EmptyDomain('layouts', 'the domain has no views');
  return withTensors(tensorRecord(op), calls(d), (x: Tensor, name) => {
    const shape = [...x.shape];
    const layout = d.int(`${name} view`, 1, layoutsOfRank(shape.length) - 1, { classes: layoutName, typical: Infinity });
    const values = denseCopy(x).data;
    if (layout > 4 && values.length > 0) repeatFirst(values, shape, layout - 5);
    return arrange(values, shape, layout, dtypeOf(x));
  });
}

export const anyViewIsItsDenseCopy = everyOp({
  prefix: 'layout/any-view-is-its-dense-copy-',
  ops: everyTensorOp,
  statement: (op) => `${op}("views") = ${op}("dense copies"), "transposed, reversed, stepped, offset and broadcast"`,
  because:
    'A tensor is its values; strides and offset say where they lie. Whatever lies between the elements of a view, or before its offset, is not part of it. ' +
    'Every tensor of the case is a view of a kind of its own.',
  sources: [ndarrayViews, numpyStrides],
  regimes,
  draw: drawViews,
  claim: (call, c, { record }) => equal(call(c), call(withTensors(record, c, (x: Tensor) => denseCopy(x)))),
});

/** x, held in memory with its channels before its spatial axes. */
function channelsFirst(x: Tensor): Tensor {
  const rank = x.shape.length;
  const order = [0, rank - 1, ...Array.from({ length: rank - 2 }, (_, i) => i + 1)];
  const stored = order.map((axis) => x.shape[axis]!);
  const from = viewOf(
    x.data,
    stored,
    order.map((axis) => x.stride[axis]!),
    x.offset,
  );
  const steps = rowMajorStrides(stored);
  return viewOf(
    denseCopy(from).data,
    x.shape,
    x.shape.map((_, axis) => steps[order.indexOf(axis)]!),
    0,
  );
}

/** Whether a tensor of an op is a batch of images, and no filter. */
const isImage = (op: TensorOp, name: string): boolean => tensorRecord(op).tensors[name]?.axes[0] === 'batch';

export const channelsFirstAgrees = everyOp({
  prefix: 'layout/channels-first-agrees-',
  ops: everyTensorOp.filter((op) => Object.keys(tensorRecord(op).tensors).some((name) => isImage(op, name))),
  statement: (op) => `${op} "of images stored channels first, seen channels last" = ${op} "of images stored channels last"`,
  because: 'The layout that other libraries keep their images in is one more view: its meaning is the same. Filters stay as they are.',
  sources: [ndarrayViews, { title: 'ONNX: Conv, whose images are channels first', url: 'https://onnx.ai/onnx/operators/onnx__Conv.html' }],
  regimes,
  claim: (call, c, { op, record }) => {
    const stored = (f: (x: Tensor) => Tensor) => withTensors(record, c, (x: Tensor, name) => (isImage(op, name) ? f(x) : x));
    return equal(call(stored((x) => (x.shape.length > 2 ? channelsFirst(x) : x))), call(stored((x) => denseCopy(x))));
  },
});
