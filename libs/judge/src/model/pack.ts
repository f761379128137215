/** Numbers in 8 bits each, base64, as parts of `scale`. */
export interface Packed {
  scale: number;
  values: string;
}

export function pack(values: Float32Array): Packed {
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127 || 1;
  const bytes = Int8Array.from(values, (value) => Math.round(value / scale));
  return { scale, values: Buffer.from(bytes.buffer).toString('base64') };
}

/** @throws Error when there are not `size` numbers */
export function unpack({ scale, values }: Packed, size: number): Float32Array {
  const bytes = Buffer.from(values, 'base64');
  if (bytes.length !== size) throw new Error('the model is damaged: a table has the wrong length');
  return Float32Array.from(bytes, (byte) => ((byte << 24) >> 24) * scale);
}
