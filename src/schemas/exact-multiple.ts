interface Decimal {
  readonly digits: bigint;
  /** Digits after the point; negative where zeros before it are left out. */
  readonly scale: number;
}

/** Whether a number is a multiple, as it is written: 19.99 is one of 0.01, which binary fractions cannot tell. */
export function isMultipleOf(value: number, divisor: number): boolean {
  if (Number.isInteger(value) && Number.isInteger(divisor)) return value % divisor === 0;
  const [one, other] = [decimalOf(value), decimalOf(divisor)];
  const scale = Math.max(one.scale, other.scale);
  return scaled(one, scale) % scaled(other, scale) === 0n;
}

function decimalOf(value: number): Decimal {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), scale: fraction.length - Number(exponent) };
}

function scaled({ digits, scale }: Decimal, target: number): bigint {
  return digits * 10n ** BigInt(target - scale);
}
