import { type ComponentProps, useId } from 'react';

interface Props extends Omit<ComponentProps<'input'>, 'id' | 'className' | 'aria-describedby'> {
  label: string;
  /** What there is to know of it, below. Default: nothing. */
  hint?: string;
  /** The hint says what is wrong. Default: false. */
  isWrong?: boolean;
}

/** One line to write in, with its name above it. */
export function Field({ label, hint, isWrong = false, ...input }: Props) {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        className="field"
        id={id}
        aria-invalid={isWrong || undefined}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
      {hint !== undefined && (
        <p className={isWrong ? 'hint problem' : 'hint'} id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </>
  );
}
