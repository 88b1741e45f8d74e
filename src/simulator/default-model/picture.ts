import { inflateSync } from 'node:zlib';
import type { Image } from '../user-message.ts';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const LARGEST = 4_000_000;
const COLOURS: Readonly<Record<string, readonly [number, number, number]>> = {
  black: [0, 0, 0],
  white: [255, 255, 255],
  grey: [128, 128, 128],
  red: [255, 0, 0],
  green: [0, 160, 0],
  blue: [0, 0, 255],
  yellow: [255, 255, 0],
  orange: [255, 150, 0],
  purple: [150, 0, 150],
};

function nameOf(pixel: readonly number[]): string {
  const distance = (colour: readonly number[]): number =>
    colour.reduce((sum, value, index) => sum + (value - (pixel[index] ?? 0)) ** 2, 0);
  const [[name] = ['']] = Object.entries(COLOURS).sort(
    ([, one], [, other]) => distance(one) - distance(other),
  );
  return name;
}

/** The colour in the middle of a PNG of plain rows; undefined for any other, which this simple reader cannot read. */
function middleOf(file: Buffer, width: number, height: number): string | undefined {
  const [depth, type, , , interlaced] = file.subarray(24, 29);
  const bytes = type === 2 ? 3 : 4;
  if (depth !== 8 || (type !== 2 && type !== 6) || interlaced !== 0 || width * height * bytes > LARGEST)
    return undefined;
  const parts: Buffer[] = [];
  for (let at = 8; at + 8 <= file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') {
      parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
    }
  }
  const rows = inflateSync(Buffer.concat(parts), { maxOutputLength: LARGEST + height });
  const row = (width * bytes + 1) * Math.floor(height / 2);
  if (rows[row] !== 0) return undefined;
  const pixel = row + 1 + bytes * Math.floor(width / 2);
  return nameOf([...rows.subarray(pixel, pixel + 3)]);
}

/** What can be said of an image without a model: its kind and size, and of a simple PNG its colour. */
export function pictureWords(image: Image): string {
  if ('url' in image) return `the image ${image.url.slice(0, 100)}`;
  const file = Buffer.from(image.data, 'base64');
  const kind = `an image (${image.mediaType}, ${Math.ceil(file.length / 1024)} kB)`;
  if (!file.subarray(0, 8).equals(SIGNATURE) || file.length < 33) return kind;
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const size = `${kind} of ${width} by ${height} pixels`;
  try {
    const colour = middleOf(file, width, height);
    return colour === undefined ? size : `${size}, ${colour} in the middle`;
  } catch {
    return size;
  }
}
