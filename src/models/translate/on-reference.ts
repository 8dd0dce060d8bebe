/** A translated call on the reference. */
import type { ModelTensor } from '../../library.js';
import { evaluate } from '../../ops/call.js';
import { tensorRecord } from '../../ops/index.js';
import { elements, type Tensor } from '../../tensor.js';
import { channelsFirst } from './given.js';
import type { TranslatedCall } from './index.js';

/** Its result as the node has it. */
export function onReference({ op, args, first }: TranslatedCall): ModelTensor {
  const value = evaluate(tensorRecord(op), args) as Tensor;
  const own = first ? channelsFirst(value) : value;
  return { type: own.data instanceof Float64Array ? 'float64' : 'float32', dims: [...own.shape], data: elements(own) } as ModelTensor;
}
