import { type DragEvent, useState } from 'react';

/**
 * Files dragged over an element. Without `onFiles` the browser does as it always does. Text that is dragged is the box's own
 * business.
 */
export function useFileDrop(onFiles: ((files: readonly File[]) => void) | undefined) {
  // Each element that the pointer crosses inside says enter before the last one says leave.
  const [depth, setDepth] = useState(0);
  if (!onFiles) return { isOver: false, listeners: {} };
  const ofFiles = (handle: (event: DragEvent) => void) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    handle(event);
  };
  return {
    isOver: depth > 0,
    listeners: {
      onDragEnter: ofFiles(() => setDepth((entered) => entered + 1)),
      onDragLeave: ofFiles(() => setDepth((entered) => Math.max(0, entered - 1))),
      onDragOver: ofFiles((event) => (event.dataTransfer.dropEffect = 'copy')),
      onDrop: ofFiles((event) => {
        setDepth(0);
        const files = [...event.dataTransfer.files];
        if (files.length > 0) onFiles(files);
      }),
    },
  };
}
