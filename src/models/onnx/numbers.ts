/** Integers of 64 bits, as the wire format's decoder gives them. */

/** What the decoder makes of an integer of 64 bits. */
export type WireInteger = number | { toString(): string };

/** As it was written. */
export function toBigInt(value: WireInteger): bigint {
  return BigInt(value.toString());
}

/** As a number: those beyond 2^53 lose their last digits. */
export function toNumber(value: WireInteger): number {
  return Number(value.toString());
}
