import type { Directory } from '#jurisdiction';

/** Builds once for each directory and keeps it as long as the directory lives. */
export function perDirectory<T>(build: (directory: Directory) => T): (directory: Directory) => T {
  const built = new WeakMap<Directory, { value: T }>();
  return (directory) => {
    let entry = built.get(directory);
    if (!entry) {
      entry = { value: build(directory) };
      built.set(directory, entry);
    }
    return entry.value;
  };
}
