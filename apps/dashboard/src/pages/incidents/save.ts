import type { DownloadedFile } from '../../api/client.js';

/** Hands a file to the browser, which keeps it where the person keeps downloads. */
export function save({ name, blob }: DownloadedFile): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
