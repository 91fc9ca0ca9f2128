/**
 * Opens a database of IndexedDB with one store. `onLost` is called where it can not be opened, and when it is closed by others: the browser, or
 * a newer version of the application, which waits for this one to let go.
 */
export function openDatabase(
  name: string,
  storeName: string,
  version: number,
  onLost: () => void,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onerror = () => {
      onLost();
      reject(request.error);
    };
    request.onsuccess = () => {
      const base = request.result;
      base.onclose = onLost;
      base.onversionchange = () => {
        base.close();
        onLost();
      };
      resolve(base);
    };
  });
}
