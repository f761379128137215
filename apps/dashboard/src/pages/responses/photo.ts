/** Above this a photo is made smaller before it is sent; a page of paper stays readable. */
const LARGE = 3_000_000;
const LONGEST_EDGE = 2400;

/** A file as the server takes it. A telephone's photo is made smaller where it is too large to be sent. */
export async function base64OfPaper(file: File): Promise<string> {
  const blob = file.size > LARGE && file.type.startsWith('image/') ? await smaller(file) : file;
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done((reader.result as string).replace(/^[^,]*,/, ''));
    reader.onerror = () => fail(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(blob);
  });
}

async function smaller(file: File): Promise<Blob> {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_EDGE / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
  return made ?? file;
}
