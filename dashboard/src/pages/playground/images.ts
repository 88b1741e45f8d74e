import { playground } from '../../state/playground.svelte.ts';
import { toasts } from '../../state/toasts.svelte.ts';

/** What the models read, and what a file picker offers. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;
/** A request may have 20 MB, and base64 makes a third more of each. */
const MOST_BYTES = 14_000_000;

/** Attaches files to the message that is being written; says which it does not take. */
export async function addImages(files: Iterable<File>): Promise<void> {
  const all = [...files];
  const images = all.filter(({ type }) => (IMAGE_TYPES as readonly string[]).includes(type));
  if (images.length < all.length) toasts.error('Only PNG, JPEG, WebP and GIF images can be attached.');
  try {
    for (const url of await Promise.all(images.map(dataUrl))) {
      const size = [...playground.images, url].reduce((sum, image) => sum + image.length, 0);
      if (size > MOST_BYTES * (4 / 3)) {
        toasts.error('The images of a message may have 14 MB together.');
        return;
      }
      playground.images = [...playground.images, url];
    }
  } catch {
    toasts.error('An image could not be read.');
  }
}

function dataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
