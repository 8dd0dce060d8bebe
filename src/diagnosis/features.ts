/**
 * The features of a call: numbers, choices and relations, by the roles of axes and the windows of the op's record. What a guard may speak
 * of: the names here are part of a cause, and keep their meaning.
 *
 * Of what a call has one per spatial axis (`stride`, `output size`, ...) there is the one of each axis by its name (`stride of the width`),
 * that of the first axis, the least and the largest. `call` is the fingerprint of the arguments: it names one call.
 */
import { toJson } from '../judge/json.js';
import { completeAttributes, attributesAt } from '../judge/bind/attributes.js';
import type { OpName } from '../ops/index.js';
import { attributeFeatures } from './features/attributes.js';
import { dataFeatures } from './features/data.js';
import type { Feature, Features } from './features/feature.js';
import { fingerprint } from './cause/fingerprint.js';
import { roleFeatures } from './features/roles.js';
import { windowFeatures } from './features/windows.js';

export type { Feature, Features } from './features/feature.js';

/** Features, of which the name of the call is made when it is asked for: few guards do. */
class CallFeatures extends Map<string, Feature> {
  constructor(private readonly args: readonly unknown[]) {
    super();
  }

  override get(name: string): Feature | undefined {
    if (name === 'call' && !this.has('call')) this.set('call', fingerprint(JSON.stringify(toJson(this.args))));
    return super.get(name);
  }
}

/**
 * @param args as a caller gives them: attributes may be left out
 * @param spelling the name of the spelling that was called, where the op has several
 */
export function featuresOf(op: OpName, args: readonly unknown[], spelling?: string): Features {
  const at = attributesAt(op);
  const attributes = at < 0 ? {} : completeAttributes(op, args, args[at] as object | undefined);
  const whole = at < 0 ? args : [...args.slice(0, at), attributes];
  const features = new CallFeatures(whole);
  if (spelling !== undefined) features.set('spelling', spelling);
  attributeFeatures(op, attributes as Readonly<Record<string, unknown>>, features);
  roleFeatures(op, whole, features);
  windowFeatures(op, whole, features);
  dataFeatures(op, whole, features);
  return features;
}
