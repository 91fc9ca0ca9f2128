import type { ComponentProps, ReactNode } from 'react';

interface Props extends Omit<ComponentProps<'button'>, 'disabled' | 'aria-disabled' | 'type'> {
  /** Submits its form where it has no `onClick`. */
  isBusy: boolean;
  /** What it says while it is busy. Default: the same. */
  busy?: ReactNode;
}

/**
 * Asks the service for something. While the answer is out a press does nothing; but it is not disabled, as a button that is loses the focus, and
 * whoever was refused would begin at the top again.
 */
export function TaskButton({ isBusy, busy, children, onClick, className = 'button', ...rest }: Props) {
  return (
    <button
      {...rest}
      className={className}
      type={onClick ? 'button' : 'submit'}
      aria-disabled={isBusy || undefined}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {isBusy ? (busy ?? children) : children}
    </button>
  );
}
