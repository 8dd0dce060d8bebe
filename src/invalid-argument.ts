/** A bad argument of an op: names the op, the argument, the value and the rule. */
export class InvalidArgument extends RangeError {
  override readonly name = 'InvalidArgument';

  constructor(
    readonly op: string,
    readonly argument: string,
    readonly value: unknown,
    readonly rule: string,
  ) {
    super(`${op}: ${argument} is ${show(value)}; ${rule}`);
  }
}

function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return Object.prototype.toString.call(value).slice(8, -1);
  return String(value);
}
