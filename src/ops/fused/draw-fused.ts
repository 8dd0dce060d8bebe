/** Draws what is fused with an op, where the library takes it. */
import type { Content, Draw, Shown } from '../../draw/draw.js';
import { transcendental, type Activation, type PlainActivation } from '../../kernels/activation.js';
import { EmptyDomain } from '../../draw/empty-domain.js';
import { kindOf } from './attributes.js';
import type { FusedAttributes } from './fused.js';

/** Numbers that every format holds. */
const alphas = [0.25, 0.5, 0, 1] as const;
const lows = [-1, 0, -4] as const;
const highs = [6, 1, 4] as const;

/** What a law asks for. */
export interface FusedConstraints {
  /** Whether there is a bias. Default: either. */
  readonly biased?: boolean;
  /** Kinds of activation. Default: all that the library takes, and none. */
  readonly kinds?: readonly string[];
}

/** Kinds of activation that a library takes, none first: those by functions whose accuracy it declares. */
function kindsTaken({ limits, domain }: Draw, wanted: readonly string[] | undefined): string[] {
  const taken = ['none', ...(limits.activations ?? []).filter((kind) => kind !== 'none')];
  const declared = domain.precision.functionUlps === undefined ? taken.filter((kind) => !transcendental.includes(kind)) : taken;
  return wanted === undefined ? declared : declared.filter((kind) => wanted.includes(kind));
}

function drawBiased(d: Draw, wanted: boolean | undefined): boolean {
  const isTaken = d.limits.bias === true;
  if (wanted === true && !isTaken) throw new EmptyDomain('bias', 'the library takes no bias');
  return wanted ?? (isTaken && d.option('biased', [false, true]));
}

/** One of several, in one class: rows for every pair of a kind and something else would leave no runs to large sizes. */
function drawOneOf<T extends string | number>(d: Draw, name: string, options: readonly T[]): T {
  const at = d.int(name, 0, options.length - 1, {
    role: 'option',
    classes: () => 'one of those taken',
    typical: Infinity,
    from: ({ [name]: value }) => options.indexOf(value as T),
  });
  return options[at]!;
}

/** Where there may be none, none in three of four: most activations take away what would tell one wrong sum from another. */
function drawKind(d: Draw, kinds: readonly string[]): string {
  if (!kinds.includes('none') || kinds.length === 1) return kinds.length === 1 ? kinds[0]! : drawOneOf(d, 'activation kind', kinds);
  const activated = d.int('activated', 0, 3, {
    role: 'option',
    classes: (i) => (i === 3 ? 'activated' : 'not activated'),
    from: ({ 'activation kind': kind }) => (kind === 'none' ? 0 : 3),
  });
  if (activated < 3) return 'none';
  return drawOneOf(
    d,
    'activation kind',
    kinds.filter((kind) => kind !== 'none'),
  );
}

/** An activation of a kind. Shrinks to the first of its parameters. */
function drawActivation(d: Draw, kind: string): Activation {
  switch (kind) {
    case 'leakyRelu':
      return { kind, alpha: drawOneOf(d, 'alpha', alphas) };
    case 'elu with alpha':
      return { kind: 'elu', alpha: drawOneOf(d, 'elu alpha', [0.5, 2]) };
    case 'clip':
      return { kind, min: drawOneOf(d, 'clip at', lows), max: drawOneOf(d, 'and at', highs) };
    default:
      return kind as PlainActivation;
  }
}

/**
 * A bias and an activation, where the library takes them. Shrinks to neither.
 *
 * @param axes spatial ones
 * @param content how the values of the other tensors are drawn
 */
export function drawFused(
  d: Draw,
  axes: number,
  channels: number,
  content: Content,
  { biased: wanted, kinds: asked }: FusedConstraints = {},
): FusedAttributes {
  // Nothing is fused on axes on which nothing is.
  if (d.limits.fusedAxes?.includes(axes) === false) {
    if (wanted === true || asked?.includes('none') === false) throw new EmptyDomain('bias', `nothing is fused on ${axes} spatial axes`);
    return { activation: 'none' };
  }
  const biased = drawBiased(d, wanted);
  const kinds = kindsTaken(d, asked);
  if (kinds.length === 0) throw new EmptyDomain('activation', 'the library takes no such activation');
  const kind = drawKind(d, kinds);
  const activation = drawActivation(d, kind);
  return { ...(biased && { bias: d.tensor('bias', [channels], content) }), activation };
}

/** What a call shows of the choices that they were drawn from. */
export function shownFused({ bias, activation = 'none' }: FusedAttributes): Shown {
  const own = typeof activation === 'string' ? { kind: activation } : activation;
  return {
    biased: bias !== undefined,
    ...(bias !== undefined && { bias }),
    'activation kind': kindOf(activation) as string,
    ...('alpha' in own && { alpha: own.alpha, 'elu alpha': own.alpha }),
    ...('min' in own && { 'clip at': own.min, 'and at': own.max }),
  };
}
