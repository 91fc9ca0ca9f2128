/**
 * Puts text in place of a part of the box as typing would: the browser's undo takes it back. `execCommand` is called obsolete and is what
 * all browsers still have for this; where one refuses, the text comes without undo.
 */
export function insertText(box: HTMLTextAreaElement, start: number, end: number, text: string): void {
  box.focus();
  box.setSelectionRange(start, end);
  if (document.execCommand('insertText', false, text)) return;
  box.setRangeText(text, start, end, 'end');
  box.dispatchEvent(new Event('input', { bubbles: true }));
}
