/** Paddings and rearrangements as nodes of ONNX. */
import { unsupported } from '../../../library.js';
import type { DepthSpaceAttributes } from '../../../ops/index.js';
import type { Tensor } from '../../../tensor.js';
import { channelsFirst, plain } from './layout.js';
import { input, int64, type ModelInput, type Operand } from '../model.js';
import type { Request, Requests, Spelling } from '../request.js';
import { padsAttribute, type Attributes } from './windows.js';

/** Until operator set 11 the pads of Pad are an attribute, then an input; from 18 on they may be those of some axes; from 19 on it wraps. */
const [padsAsInput, padsOfAxes, wraps] = [11, 18, 19];

const scalar = (value: number): Operand => ({ dims: [], data: Float32Array.of(value) });

/** Of the newest operator set, and of the oldest. */
const [everyAttribute, defaultsLeftOut] = ['every attribute', 'defaults left out'];
const both = [everyAttribute, defaultsLeftOut];
const padsOfSomeAxes = 'pads of some axes';

function rearrange(opType: string, opsets: readonly number[], x: Tensor, a: DepthSpaceAttributes, mode: Attributes): Request {
  const operand = channelsFirst(x);
  const spell = (opset: number, more: Attributes): Spelling => ({
    model: { opType, opset, inputs: [input('x', operand)], attributes: { blocksize: a.blockSize, ...more } },
    first: true,
  });
  return {
    operands: { x: operand },
    spellings: { [everyAttribute]: spell(opsets[0]!, mode), [defaultsLeftOut]: spell(opsets[1]!, mode['mode'] === 'DCR' ? {} : mode) },
  };
}

export const moves = {
  pad: {
    names: [...both, padsOfSomeAxes],
    ask: (opsets, x, { paddings, mode, value }) => {
      const [newest, oldest] = opsets('Pad');
      if (mode === 'wrap' && newest < wraps) throw unsupported(`Pad of operator set ${newest} has no mode 'wrap'`);
      const operand = plain(x);
      const list = padsAttribute(paddings);
      const spell = (opset: number, inputs: readonly (ModelInput | undefined)[], attributes: Attributes): Spelling => ({
        model: { opType: 'Pad', opset, inputs, attributes },
        first: false,
      });
      if (newest < padsAsInput) {
        const full = { mode, pads: list, value: { float: value } };
        const short = { pads: list, ...(mode === 'constant' ? {} : { mode }), ...(value === 0 ? {} : { value: { float: value } }) };
        const x = input('x', operand);
        return {
          operands: { x: operand },
          spellings: { [everyAttribute]: spell(newest, [x], full), [defaultsLeftOut]: spell(oldest, [x], short) },
        };
      }
      const padded = paddings.flatMap((pair, axis) => (pair.some((pad) => pad !== 0) ? [axis] : []));
      const operands = {
        x: operand,
        pads: int64(list),
        value: scalar(value),
        someAxes: int64(padded),
        somePads: int64(padsAttribute(padded.map((axis) => paddings[axis]!))),
      };
      const fed = (name: keyof typeof operands): ModelInput => input(name, operands[name]);
      const constant = (name: keyof typeof operands): ModelInput => input(name, operands[name], true);
      const word = mode === 'constant' ? {} : { mode };
      const inPlace = mode === 'constant' && value !== 0;
      const someAxes = newest >= padsOfAxes && padded.length > 0 && padded.length < paddings.length;
      const short = [fed('x'), constant('pads'), ...(inPlace ? [constant('value')] : [])];
      return {
        operands,
        spellings: {
          [everyAttribute]: spell(newest, [fed('x'), fed('pads'), fed('value')], { mode }),
          [defaultsLeftOut]: spell(mode === 'wrap' ? newest : oldest, short, word),
          ...(someAxes && {
            [padsOfSomeAxes]: spell(newest, [fed('x'), fed('somePads'), inPlace ? fed('value') : undefined, fed('someAxes')], word),
          }),
        },
      };
    },
  },
  spaceToDepth: { names: both, ask: (opsets, x, a) => rearrange('SpaceToDepth', opsets('SpaceToDepth'), x, a, {}) },
  depthToSpace: { names: both, ask: (opsets, x, a) => rearrange('DepthToSpace', opsets('DepthToSpace'), x, a, { mode: a.mode }) },
  cumsum: {
    names: ['axis fed', 'axis constant'],
    ask: (opsets, x, { axis, exclusive, reverse }) => {
      const [newest, oldest] = opsets('CumSum');
      const operands = { x: plain(x), axis: { ...int64([axis]), dims: [] } };
      const attributes = { exclusive: Number(exclusive), reverse: Number(reverse) };
      const spell = (opset: number, constant: boolean, own: Attributes): Spelling => ({
        model: { opType: 'CumSum', opset, inputs: [input('x', operands.x), input('axis', operands.axis, constant)], attributes: own },
        first: false,
      });
      const few = { ...(exclusive && { exclusive: 1 }), ...(reverse && { reverse: 1 }) };
      return { operands, spellings: { 'axis fed': spell(newest, false, attributes), 'axis constant': spell(oldest, true, few) } };
    },
  },
  matmul: {
    names: ['fed', 'constant'],
    ask: (opsets, a, b) => {
      if (Math.min(a.shape.length, b.shape.length) < 2) throw unsupported("MatMul 'behaves like numpy.matmul', which takes vectors");
      const [newest, oldest] = opsets('MatMul');
      const operands = { a: plain(a), b: plain(b) };
      const left = input('a', operands.a);
      const spell = (opset: number, right: ModelInput): Spelling => ({
        model: { opType: 'MatMul', opset, inputs: [left, right], attributes: {} },
        first: false,
      });
      return {
        operands,
        spellings: { fed: spell(newest, input('b', operands.b)), constant: spell(oldest, input('b', operands.b, true)) },
      };
    },
  },
} satisfies Requests;
