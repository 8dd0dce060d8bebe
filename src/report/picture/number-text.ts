/** A number in few characters, rounded where it has more digits. */
export function numberText(value: number, digits = 3): string {
  if (Object.is(value, -0)) return '-0';
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  const whole = String(value);
  if (whole.length <= digits + 2) return whole;
  const plain = Number(value.toPrecision(digits));
  const size = Math.abs(plain);
  return size >= 1e5 || size < 1e-3 ? plain.toExponential().replace('e+', 'e') : String(plain);
}
